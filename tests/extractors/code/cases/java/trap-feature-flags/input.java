package shop.orders;

import java.util.Map;

public class Flags {
    private static final Map<String, Boolean> FLAGS = Map.of("stripe", true, "segment", false);

    boolean salesforceEnabled() {
        return FLAGS.getOrDefault("salesforce", false);
    }

    String make(String plain) {
        return "resend " + plain;
    }
}
