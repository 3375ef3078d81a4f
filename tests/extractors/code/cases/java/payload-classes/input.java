package shop.orders;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

public class Orders {
    record Customer(String email, int age, Address address) {}

    static class Address {
        private static final String COUNTRY = "DE";
        private String street;
        private boolean verified;
    }

    private final RestTemplate rest;
    private final KafkaTemplate<String, Customer> kafka;
    private final WebClient client;

    Orders(RestTemplate rest, KafkaTemplate<String, Customer> kafka, WebClient client) {
        this.rest = rest;
        this.kafka = kafka;
        this.client = client;
    }

    @PostMapping("/orders")
    void add(@RequestBody Customer customer) {
        rest.postForObject("http://crm/customers", customer, Void.class);
        kafka.send("customers", customer);
        client.post().uri("http://audit/events").bodyValue(customer).retrieve();
    }
}
