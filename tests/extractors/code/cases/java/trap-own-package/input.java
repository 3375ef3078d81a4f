package com.stripe.samples.orders;

import com.stripe.samples.orders.model.Customer;
import com.stripe.samples.orders.billing.Invoice;

public class Orders {
    Customer create(String name) {
        Invoice.create(name);
        return Customer.create(name);
    }
}
