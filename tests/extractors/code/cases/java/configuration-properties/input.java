package shop.orders;

import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties(prefix = "crm")
public class CrmProperties {
    private String url = "http://crm";
    private String region;

    public void setUrl(String url) {
        this.url = url;
    }

    public void setRegion(String regionName) {
        region = region;
    }
}
