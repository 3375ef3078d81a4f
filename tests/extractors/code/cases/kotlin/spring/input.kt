package shop.orders

import org.springframework.beans.factory.annotation.Value
import org.springframework.cloud.openfeign.FeignClient
import org.springframework.kafka.annotation.KafkaListener
import org.springframework.kafka.core.KafkaTemplate
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.PathVariable
import org.springframework.web.bind.annotation.RequestMapping
import org.springframework.web.bind.annotation.RestController
import org.springframework.web.client.RestTemplate
import org.springframework.web.client.getForObject
import org.springframework.web.reactive.function.client.WebClient

@RestController
@RequestMapping("/orders")
class OrderController(
    private val rest: RestTemplate,
    private val kafka: KafkaTemplate<String, String>,
    @Value("\${crm.url:http://crm:8080}") private val crmUrl: String,
    builder: WebClient.Builder,
) {
    private val stock = builder.baseUrl("http://stock:8080").build()

    @GetMapping("/{id}")
    fun order(@PathVariable id: String): Order? =
        rest.getForObject<Order>("$crmUrl/orders/$id")

    fun levels(sku: String) = stock.get().uri("/levels/{sku}", sku).retrieve()

    fun announce(body: String) {
        kafka.send(TOPIC, body)
    }

    @KafkaListener(topics = ["payments"], groupId = "orders")
    fun onPayment(message: String) {
        println(message)
    }

    companion object {
        const val TOPIC = "orders"
    }
}

@FeignClient(name = "crm", path = "/api")
interface Crm {
    @GetMapping("/contacts/{id}")
    fun contact(@PathVariable id: String): Contact
}
