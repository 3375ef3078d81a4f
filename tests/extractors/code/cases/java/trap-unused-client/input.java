package shop.orders;

import com.stripe.StripeClient;
import okhttp3.OkHttpClient;
import org.springframework.web.client.RestTemplate;

public class Unused {
    private final RestTemplate template = new RestTemplate();
    private final OkHttpClient http = new OkHttpClient();
    private final StripeClient stripe = new StripeClient("key");
}
