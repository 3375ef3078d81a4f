module example.com/lib
require github.com/segmentio/kafka-go v0.4.47 // indirect
