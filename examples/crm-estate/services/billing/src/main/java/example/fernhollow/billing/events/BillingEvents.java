package example.fernhollow.billing.events;

import example.fernhollow.billing.invoice.Invoice;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

import java.time.Instant;

/** Publishes what happened to invoices, keyed by customer. */
@Component
public class BillingEvents {

    private static final String INVOICE_PAID = "billing.invoice-paid";
    private static final String PAYMENT_FAILED = "billing.payment-failed";

    /** The payload of both topics. */
    public record InvoiceEvent(String invoice_number, String customer_email, String amount, String currency,
            Instant paid_at) {
    }

    private final KafkaTemplate<String, InvoiceEvent> kafka;

    public BillingEvents(KafkaTemplate<String, InvoiceEvent> kafka) {
        this.kafka = kafka;
    }

    public void invoicePaid(Invoice invoice) {
        kafka.send(INVOICE_PAID, invoice.getCustomerEmail(), event(invoice));
    }

    public void paymentFailed(Invoice invoice) {
        kafka.send(PAYMENT_FAILED, invoice.getCustomerEmail(), event(invoice));
    }

    private static InvoiceEvent event(Invoice invoice) {
        return new InvoiceEvent(invoice.getInvoiceNumber(), invoice.getCustomerEmail(),
                invoice.getAmount().toPlainString(), invoice.getCurrency(), invoice.getPaidAt());
    }
}
