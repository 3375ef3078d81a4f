package shop;

import org.slf4j.Logger;
import org.springframework.web.client.RestTemplate;

/** See https://docs.vendor.com/guide and {@code rest.getForObject("http://old-crm/x", String.class)}. */
class Quiet {
    private static Logger log;
    private final RestTemplate rest = new RestTemplate();
    // rest.getForObject("http://old-billing/x", String.class);

    void run() {
        log.info("calling http://crm.internal/x");
        String namespace = "http://www.w3.org/2001/XMLSchema";
    }
}
