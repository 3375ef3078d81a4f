package shop.orders;

import org.springframework.cloud.netflix.feign.FeignClient;

@FeignClient(value = "http://legacy-billing")
public interface BillingClient extends BillingApi {
}
