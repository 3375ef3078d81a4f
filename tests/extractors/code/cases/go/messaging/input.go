package events

import (
	"context"
	"os"

	"github.com/IBM/sarama"
	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
)

const topic = "orders"

func Produce(producer sarama.AsyncProducer) {
	producer.Input() <- &sarama.ProducerMessage{Topic: topic, Value: sarama.StringEncoder("x")}
}

func Read() {
	kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"kafka:9092"}, Topic: "payments", GroupID: "ledger"})
}

func Write(ctx context.Context) {
	writer := &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "refunds"}
	writer.WriteMessages(ctx, kafka.Message{Value: []byte("x")})
}

func Rabbit(ctx context.Context) {
	conn, _ := amqp.Dial(os.Getenv("AMQP_URL"))
	channel, _ := conn.Channel()
	channel.PublishWithContext(ctx, "shop", "order.placed", false, false, amqp.Publishing{})
	channel.Consume("mails", "", true, false, false, false, nil)
}

func Nats() {
	conn, _ := nats.Connect("nats://bus:4222")
	conn.Publish("stock.changed", nil)
	conn.QueueSubscribe("stock.low", "buyers", nil)
}
