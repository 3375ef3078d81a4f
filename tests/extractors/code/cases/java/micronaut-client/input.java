package shop.orders;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;

@Client("catalogue")
interface CatalogueClient {
    @Get("/items/{id}")
    Item find(String id);

    @Post("/items")
    void add(@Body Item item);
}

class Reader {
    private final HttpClient http;

    Reader(@Client("https://rates.acme.io") HttpClient http) {
        this.http = http;
    }

    String rates() {
        return http.toBlocking().retrieve(HttpRequest.GET("/v1/rates"));
    }
}
