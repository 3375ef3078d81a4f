package example.fernhollow.billing.orders;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The part of the orders API that billing needs. */
@FeignClient(name = "orders", url = "${fernhollow.orders.url}")
public interface OrdersClient {

    /** New payment status of an order. */
    record PaymentStatus(String status) {
    }

    @PutMapping("/v1/orders/{orderId}/payment-status")
    void setPaymentStatus(@PathVariable("orderId") long orderId, @RequestBody PaymentStatus status);
}
