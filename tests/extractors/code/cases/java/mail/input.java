package shop;

import org.springframework.mail.javamail.JavaMailSender;

class Mailer {
    private final JavaMailSender sender;

    Mailer(JavaMailSender sender) {
        this.sender = sender;
    }

    void mail() {
        sender.send(null);
    }
}
