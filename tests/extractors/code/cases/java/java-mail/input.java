package shop.orders;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

public class Mailer {
    void send() throws Exception {
        Properties props = new Properties();
        props.put("mail.smtp.host", "smtp.acme.io");
        Session session = Session.getInstance(props);
        Message message = new MimeMessage(session);
        Transport.send(message);
    }
}
