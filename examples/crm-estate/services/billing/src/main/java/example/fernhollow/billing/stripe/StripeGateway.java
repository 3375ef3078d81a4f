package example.fernhollow.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Subscription;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.SubscriptionCreateParams;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Creates customers and subscriptions at Stripe; every write carries an idempotency key. */
@Component
public class StripeGateway {

    private final StripeClient client;

    public StripeGateway(@Value("${fernhollow.stripe.api-key}") String apiKey) {
        this.client = new StripeClient(apiKey);
    }

    public String subscribe(long orderId, String email, String company, String plan, long quantity,
            String idempotencyKey) throws StripeException {
        Customer customer = client.customers().create(
                CustomerCreateParams.builder().setEmail(email).setName(company).build(),
                options(idempotencyKey + "-customer"));
        Subscription subscription = client.subscriptions().create(
                SubscriptionCreateParams.builder()
                        .setCustomer(customer.getId())
                        .addItem(SubscriptionCreateParams.Item.builder()
                                .setPrice("price_" + plan + "_monthly")
                                .setQuantity(quantity)
                                .build())
                        .putMetadata("order_id", Long.toString(orderId))
                        .build(),
                options(idempotencyKey + "-subscription"));
        return subscription.getId();
    }

    private static RequestOptions options(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }
}
