package example.fernhollow.billing.invoice;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import java.math.BigDecimal;
import java.time.Instant;

/** One invoice of a subscription. Stripe is the authority for its status, this table is our copy. */
@Entity
@Table(name = "invoices")
public class Invoice {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(nullable = false)
    private Long orderId;

    @Column(nullable = false, unique = true)
    private String invoiceNumber;

    @Column(nullable = false)
    private String customerEmail;

    private String companyName;

    @Column(nullable = false)
    private BigDecimal amount;

    @Column(nullable = false, length = 3)
    private String currency;

    @Column(nullable = false)
    private String status;

    private Instant paidAt;

    protected Invoice() {
    }

    public Invoice(Long orderId, String invoiceNumber, String customerEmail, String companyName, BigDecimal amount,
            String currency) {
        this.orderId = orderId;
        this.invoiceNumber = invoiceNumber;
        this.customerEmail = customerEmail;
        this.companyName = companyName;
        this.amount = amount;
        this.currency = currency;
        this.status = "open";
    }

    public void markPaid(Instant when) {
        this.status = "paid";
        this.paidAt = when;
    }

    public void markFailed() {
        this.status = "payment_failed";
    }

    public Long getOrderId() {
        return orderId;
    }

    public String getInvoiceNumber() {
        return invoiceNumber;
    }

    public String getCustomerEmail() {
        return customerEmail;
    }

    public String getCompanyName() {
        return companyName;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public String getCurrency() {
        return currency;
    }

    public String getStatus() {
        return status;
    }

    public Instant getPaidAt() {
        return paidAt;
    }
}
