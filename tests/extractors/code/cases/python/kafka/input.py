from aiokafka import AIOKafkaProducer
from confluent_kafka import Consumer
from kafka import KafkaConsumer, KafkaProducer

TOPIC = "orders"
producer = KafkaProducer(bootstrap_servers="kafka:9092")
consumer = KafkaConsumer("payments", group_id="crm", bootstrap_servers="kafka:9092")


def publish(order):
    producer.send(TOPIC, order)


class Bus:
    def __init__(self):
        self.producer = AIOKafkaProducer(bootstrap_servers="kafka:9092")

    async def emit(self):
        await self.producer.send_and_wait("audit", b"x")


def consume():
    stream = Consumer({"bootstrap.servers": "kafka:9092"})
    stream.subscribe(["refunds", "returns"])
