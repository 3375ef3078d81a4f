package shop;

import org.springframework.boot.context.properties.ConfigurationProperties;

public class Topics {
    public static final String ORDERS = "orders";
    public static final String INVOICES = ORDERS + ".invoices";
}

@ConfigurationProperties(prefix = "crm")
class CrmProperties {
    private String baseUrl;
}
