package shop.orders;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.client.RestOperations;

public class CatalogClient {
    private final String host;
    private final long port;
    private final RestOperations http;

    public CatalogClient(@Value("${catalog.host:catalog}") String host, @Value("${catalog.port:8080}") long port, RestOperations http) {
        this.host = host;
        this.port = port;
        this.http = http;
    }

    public Item one(long id) {
        return http.getForObject(url() + id, Item.class);
    }

    private String url() {
        return String.format("http://%s:%s/items/", host, port);
    }
}
