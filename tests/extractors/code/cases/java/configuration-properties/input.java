package shop.orders;

import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties(prefix = CrmProperties.PREFIX)
public class CrmProperties {
    public static final String PREFIX = "crm";

    private String url = "http://crm";
    private String region;

    public void setUrl(String url) {
        this.url = url;
    }

    public void setRegion(String regionName) {
        region = region;
    }
}
