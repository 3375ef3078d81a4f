package shop.orders;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.hibernate.orm.panache.PanacheEntity;
import io.quarkus.grpc.GrpcClient;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;

public class Orders extends PanacheEntity {
    @Channel("prices")
    Emitter<String> prices;

    @GrpcClient("stock")
    StockGrpc stock;

    Mailer mailer;

    @Incoming("orders")
    void order(String order) {
        prices.send(order);
        mailer.send(Mail.withText("to", "subject", "body"));
    }
}
