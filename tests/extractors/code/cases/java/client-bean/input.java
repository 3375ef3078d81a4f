package shop.orders;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

public class Clients {
    @Value("${crm.url}")
    private String crmUrl;

    @Bean
    RestTemplate crm(RestTemplateBuilder builder) {
        return builder.rootUri(crmUrl).build();
    }

    @Bean
    WebClient reviews() {
        return WebClient.builder().baseUrl("http://review-service").build();
    }
}

class CustomerReader {
    private final RestTemplate crm;
    private final WebClient reviews;

    CustomerReader(RestTemplate crm, WebClient reviews) {
        this.crm = crm;
        this.reviews = reviews;
    }

    Object customer(String id) {
        return crm.getForObject("/customers/{id}", Customer.class, id);
    }

    Object all() {
        return reviews.get().uri("/reviews").retrieve();
    }
}
