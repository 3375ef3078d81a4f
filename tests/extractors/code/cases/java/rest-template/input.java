package shop.orders;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.util.UriComponentsBuilder;

public class CustomerGateway {
    private static final String BILLING = "http://billing-service";

    @Autowired
    private RestTemplate rest;

    @Value("${crm.url:http://crm:8080}")
    private String crmUrl;

    public Customer load(String id) {
        return rest.getForObject(crmUrl + "/customers/" + id, Customer.class);
    }

    public void invoice(String id) {
        rest.exchange(String.format("%s/invoices/%s", BILLING, id), HttpMethod.PUT, null, Void.class);
    }

    public Stock stock(String sku) {
        String url = UriComponentsBuilder.fromHttpUrl("http://stock").path("/levels").queryParam("sku", sku).toUriString();
        return rest.getForEntity(url, Stock.class).getBody();
    }

    public void ship() {
        rest.postForObject(shippingUrl(), null, Void.class);
    }

    private String shippingUrl() {
        return "http://shipping/parcels";
    }
}
