package example.fernhollow.billing.stripe;

import com.stripe.exception.StripeException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;

/** The orders service asks here for a subscription. */
@RestController
@RequestMapping("/v1/subscriptions")
public class SubscriptionController {

    /** What the orders service sends. */
    public record NewSubscription(long order_id, String customer_email, String company_name, String country,
            String plan, long quantity, String currency) {
    }

    private final StripeGateway stripe;

    public SubscriptionController(StripeGateway stripe) {
        this.stripe = stripe;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    public Map<String, String> create(@RequestBody NewSubscription wanted,
            @RequestHeader("Idempotency-Key") String idempotencyKey) throws StripeException {
        String id = stripe.subscribe(wanted.order_id(), wanted.customer_email(), wanted.company_name(), wanted.plan(),
                wanted.quantity(), idempotencyKey);
        return Map.of("subscription_id", id);
    }
}
