package events

import (
	"context"

	"github.com/IBM/sarama"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/hibiken/asynq"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
)

func Run(ctx context.Context, producer sarama.SyncProducer, pub message.Publisher, sub message.Subscriber) {
	producer.SendMessage(&sarama.ProducerMessage{Topic: "orders"})
	w := &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "payments"}
	w.WriteMessages(ctx, kafka.Message{Value: nil})
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"kafka:9092"}, Topic: "refunds", GroupID: "billing"})
	r.ReadMessage(ctx)
	cl, _ := kgo.NewClient(kgo.SeedBrokers("kafka:9092"), kgo.ConsumeTopics("stock"))
	cl.Produce(ctx, &kgo.Record{Topic: "shipments"}, nil)
	pub.Publish("invoices", message.NewMessage("1", nil))
	sub.Subscribe(ctx, "receipts")
	nc, _ := nats.Connect("nats://nats:4222")
	js, _ := jetstream.New(nc)
	js.Publish(ctx, "orders.paid", nil)
	old, _ := nc.JetStream()
	old.Publish("orders.sent", nil)
	queue := asynq.NewClient(asynq.RedisClientOpt{Addr: "redis:6379"})
	queue.Enqueue(asynq.NewTask("email:deliver", nil))
	mux := asynq.NewServeMux()
	mux.HandleFunc("email:deliver", nil)
}
