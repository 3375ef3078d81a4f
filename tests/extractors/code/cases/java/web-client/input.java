package shop.orders;

import org.springframework.web.reactive.function.client.WebClient;

public class ReviewClient {
    private final WebClient client;

    public ReviewClient(WebClient.Builder builder) {
        this.client = builder.baseUrl("http://review-service").build();
    }

    public Object reviews(int id) {
        return client.get().uri("/reviews/" + id).retrieve().bodyToMono(Review.class);
    }

    public Object add() {
        return WebClient.create("http://audit").post().uri("/events").retrieve();
    }
}
