package shop.orders;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class GeoClient {
    private final HttpClient http = HttpClient.newHttpClient();

    String locate(String ip) throws Exception {
        HttpRequest request = HttpRequest.newBuilder()
            .uri(URI.create("http://geo-service/locate/" + ip))
            .GET()
            .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    void ping() throws Exception {
        http.send(HttpRequest.newBuilder(URI.create("https://status.acme.io/ping")).build(), null);
    }
}
