package example.fernhollow.billing.invoice;

import org.springframework.data.jpa.repository.JpaRepository;

import java.util.Optional;

/** Our copy of Stripe's invoices. */
public interface InvoiceRepository extends JpaRepository<Invoice, Long> {

    Optional<Invoice> findByInvoiceNumber(String invoiceNumber);
}
