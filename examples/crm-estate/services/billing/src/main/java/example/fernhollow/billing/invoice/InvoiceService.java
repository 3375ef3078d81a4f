package example.fernhollow.billing.invoice;

import example.fernhollow.billing.events.BillingEvents;
import example.fernhollow.billing.orders.OrdersClient;
import example.fernhollow.billing.xero.XeroClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.time.Instant;

/** What happens when Stripe reports an invoice: store, tell orders, book, publish. */
@Service
public class InvoiceService {

    private final InvoiceRepository invoices;
    private final OrdersClient orders;
    private final XeroClient xero;
    private final BillingEvents events;

    public InvoiceService(InvoiceRepository invoices, OrdersClient orders, XeroClient xero, BillingEvents events) {
        this.invoices = invoices;
        this.orders = orders;
        this.xero = xero;
        this.events = events;
    }

    @Transactional
    public void paid(com.stripe.model.Invoice reported) {
        Invoice invoice = stored(reported);
        invoice.markPaid(Instant.now());
        invoices.save(invoice);
        orders.setPaymentStatus(invoice.getOrderId(), new OrdersClient.PaymentStatus("paid"));
        xero.book(invoice);
        events.invoicePaid(invoice);
    }

    @Transactional
    public void failed(com.stripe.model.Invoice reported) {
        Invoice invoice = stored(reported);
        invoice.markFailed();
        invoices.save(invoice);
        orders.setPaymentStatus(invoice.getOrderId(), new OrdersClient.PaymentStatus("payment_failed"));
        events.paymentFailed(invoice);
    }

    private Invoice stored(com.stripe.model.Invoice reported) {
        return invoices.findByInvoiceNumber(reported.getNumber()).orElseGet(() -> new Invoice(
                Long.valueOf(reported.getMetadata().get("order_id")),
                reported.getNumber(),
                reported.getCustomerEmail(),
                reported.getCustomerName(),
                BigDecimal.valueOf(reported.getAmountDue(), 2),
                reported.getCurrency().toUpperCase()));
    }
}
