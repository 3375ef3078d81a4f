package shop.orders;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

@Configuration
public class StockClient {
    private final RestClient client = RestClient.builder().baseUrl("http://stock-service").build();

    Stock stock(String sku) {
        return client.get().uri("/stock/{sku}", sku).retrieve().body(Stock.class);
    }

    void reserve(Stock stock) {
        RestClient.create("http://warehouse").post().uri("/reservations").body(stock).retrieve();
    }
}
