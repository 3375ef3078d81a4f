package shop.orders;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
public class Streams {
    private final StreamBridge bridge;

    Streams(StreamBridge bridge) {
        this.bridge = bridge;
    }

    @Bean
    Consumer<Order> orderPlaced() {
        return order -> bridge.send("invoices-out-0", order);
    }

    @Bean
    Function<Order, Shipment> shipOrder() {
        return order -> new Shipment(order);
    }

    @Bean
    Supplier<Tick> ticks() {
        return Tick::new;
    }
}
