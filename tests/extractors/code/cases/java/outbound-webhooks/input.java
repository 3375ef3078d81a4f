package shop.orders;

import java.util.List;
import org.springframework.web.client.RestTemplate;

public class Hooks {
    private final RestTemplate rest = new RestTemplate();

    void notifyAll(List<Subscription> subscriptions, String[] urls, Order order) {
        for (Subscription subscription : subscriptions) {
            rest.postForEntity(subscription.getCallbackUrl(), order, Void.class);
        }
        for (String webHookUrl : urls) {
            rest.postForObject(webHookUrl + "?kind={kind}", order, String.class, "order");
        }
    }
}
