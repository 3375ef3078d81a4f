package example.fernhollow.billing.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.model.Invoice;
import com.stripe.net.Webhook;
import example.fernhollow.billing.invoice.InvoiceService;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Stripe reports paid and failed invoices here. */
@RestController
public class StripeWebhookController {

    private final InvoiceService invoices;
    private final String webhookSecret;

    public StripeWebhookController(InvoiceService invoices,
            @Value("${fernhollow.stripe.webhook-secret}") String webhookSecret) {
        this.invoices = invoices;
        this.webhookSecret = webhookSecret;
    }

    @PostMapping("/webhooks/stripe")
    public ResponseEntity<Void> receive(@RequestBody String payload,
            @RequestHeader("Stripe-Signature") String signature) {
        Event event;
        try {
            event = Webhook.constructEvent(payload, signature, webhookSecret);
        } catch (SignatureVerificationException forged) {
            return ResponseEntity.status(401).build();
        }
        event.getDataObjectDeserializer().getObject()
                .filter(Invoice.class::isInstance)
                .map(Invoice.class::cast)
                .ifPresent(invoice -> dispatch(event.getType(), invoice));
        return ResponseEntity.ok().build();
    }

    private void dispatch(String type, Invoice invoice) {
        switch (type) {
            case "invoice.paid" -> invoices.paid(invoice);
            case "invoice.payment_failed" -> invoices.failed(invoice);
            default -> { }
        }
    }
}
