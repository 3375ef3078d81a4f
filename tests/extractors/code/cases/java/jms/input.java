package shop.orders;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.core.JmsTemplate;

public class Jms {
    private final JmsTemplate template;
    private final JMSContext context;

    Jms(JmsTemplate template, JMSContext context) {
        this.template = template;
        this.context = context;
    }

    @JmsListener(destination = "orders.in")
    void received(Order order) {
        template.convertAndSend("orders.out", order);
    }

    void raw() {
        context.createProducer().send(context.createQueue("audit"), "text");
    }
}
