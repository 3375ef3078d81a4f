require "bunny"
require "kafka"

TOPIC = "orders"

def publish(order)
  channel = Bunny.new(ENV["AMQP_URL"]).create_channel
  channel.queue("emails").subscribe { |info, properties, body| deliver(body) }
  channel.topic("events").publish(order, routing_key: "order.made")

  kafka = Kafka.new(["kafka:9092"], client_id: "shop")
  kafka.deliver_message(order, topic: TOPIC)
  kafka.producer.produce(order, topic: "audit")
  consumer = kafka.consumer(group_id: "shop")
  consumer.subscribe("payments")

  Karafka.producer.produce_async(topic: "usage", payload: order)
end
