package shop.orders;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

@FeignClient(name = "customer-service", path = "/api")
public interface CustomerClient {
    @GetMapping("/customers/{id}")
    Customer find(String id);

    @PostMapping("/customers")
    void create(Customer customer);
}

@FeignClient(url = "${rates.url}", name = "rates")
interface RatesClient {
    @GetMapping("/latest")
    Rates latest();
}

@FeignClient("stock-service")
interface StockClient {
}
