package shop;

import org.springframework.web.client.RestTemplate;

class Gateway {
    private final RestTemplate rest = new RestTemplate();

    void sync() {
        call("http://crm/contacts");
        call("http://billing/accounts");
    }

    private String call(String url) {
        return rest.getForObject(url, String.class);
    }
}
