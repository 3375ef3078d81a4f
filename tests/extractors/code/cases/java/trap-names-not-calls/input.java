package shop.orders;

import javax.xml.XMLConstants;

/** See https://api.stripe.com/v1 for the numbers. */
public class Names {
    public static final String NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/";
    public static final String XMLNS = "http://www.w3.org/2001/XMLSchema-instance";
    public static final String REDIRECT_URI = "https://shop.acme.io/login/oauth2/callback";
    public static final String HOMEPAGE = "https://twitter.com/acme";
    public static final String DOCS_URL = "https://docs.acme.io/orders";

    // new URL("https://api.hubapi.com/crm").openStream()
    String schema() {
        return NAMESPACE + XMLConstants.W3C_XML_SCHEMA_NS_URI;
    }
}
