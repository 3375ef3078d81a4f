package example.fernhollow.billing.xero;

import example.fernhollow.billing.invoice.Invoice;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Books paid invoices in the accounting system. */
@Component
public class XeroClient {

    private final RestTemplate http;
    private final String baseUrl;
    private final String tenantId;
    private final String accessToken;

    public XeroClient(RestTemplate http, @Value("${fernhollow.xero.base-url}") String baseUrl,
            @Value("${fernhollow.xero.tenant-id}") String tenantId,
            @Value("${fernhollow.xero.access-token}") String accessToken) {
        this.http = http;
        this.baseUrl = baseUrl;
        this.tenantId = tenantId;
        this.accessToken = accessToken;
    }

    public void book(Invoice invoice) {
        Line line = new Line("Subscription " + invoice.getInvoiceNumber(), 1, invoice.getAmount(), "200");
        XeroInvoice body = new XeroInvoice("ACCREC", new Contact(invoice.getCompanyName(), invoice.getCustomerEmail()),
                List.of(line), invoice.getInvoiceNumber(), invoice.getCurrency(), "AUTHORISED");
        http.postForEntity(baseUrl + "/Invoices", new HttpEntity<>(Map.of("Invoices", List.of(body)), headers(invoice)),
                String.class);
    }

    private HttpHeaders headers(Invoice invoice) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        headers.setBearerAuth(accessToken);
        headers.set("Xero-Tenant-Id", tenantId);
        headers.set("Idempotency-Key", invoice.getInvoiceNumber());
        return headers;
    }

    private record XeroInvoice(String Type, Contact Contact, List<Line> LineItems, String InvoiceNumber,
            String CurrencyCode, String Status) {
    }

    private record Contact(String Name, String EmailAddress) {
    }

    private record Line(String Description, int Quantity, BigDecimal UnitAmount, String AccountCode) {
    }
}
