package shop

import org.apache.kafka.clients.consumer.ConsumerConfig.*
import org.apache.kafka.clients.consumer.KafkaConsumer
import org.apache.kafka.clients.producer.KafkaProducer
import org.apache.kafka.clients.producer.ProducerRecord

val topic: String = System.getenv("TOPIC") ?: "orders"
const val AUDIT = "audit"

fun listen(props: Map<String, String>) {
    val consumer = KafkaConsumer<String, ByteArray>(props).apply {
        subscribe(listOf(topic))
    }
    consumer.use { it.subscribe(listOf("returns")) }
    KafkaProducer<String, String>(props).send(ProducerRecord(AUDIT, "seen"))
}
