package shop;

import org.springframework.web.client.RestTemplate;

class Login {
    static final String CALLBACK_URL = "https://app.acme.io/oauth/callback";
    static final String NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/";
    private RestTemplate unused = new RestTemplate();

    String go() {
        return redirectTo("https://acme.io/login");
    }
}
