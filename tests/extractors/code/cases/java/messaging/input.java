package shop.orders;

import org.springframework.amqp.rabbit.annotation.Exchange;
import org.springframework.amqp.rabbit.annotation.Queue;
import org.springframework.amqp.rabbit.annotation.QueueBinding;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

public class Messages {
    private final KafkaTemplate<String, Order> kafka;
    private RabbitTemplate rabbit;

    public Messages(KafkaTemplate<String, Order> kafka) {
        this.kafka = kafka;
    }

    @KafkaListener(topics = {"orders", "${topics.refunds}"}, groupId = "billing")
    public void on(Order order) {
        kafka.send(Topics.INVOICES, order);
    }

    @RabbitListener(queues = "mail")
    public void mail(String text) {
        rabbit.convertAndSend("events", "order.created", text);
        rabbit.convertAndSend("mail", text);
    }

    @RabbitListener(bindings = @QueueBinding(value = @Queue("audit"), exchange = @Exchange("events"), key = "#"))
    public void audit(String text) {
    }

    @JmsListener(destination = "legacy.in")
    public void legacy(String text) {
    }
}
