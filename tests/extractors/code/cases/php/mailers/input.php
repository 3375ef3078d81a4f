<?php

namespace App\Mail;

use PHPMailer\PHPMailer\PHPMailer;
use Symfony\Component\Mailer\Transport;

class Mails
{
    public function swift(): void
    {
        $transport = new \Swift_SmtpTransport('smtp.shop.internal', 587);
        $mailer = new \Swift_Mailer($transport);
        $mailer->send($message);
    }

    public function symfony(): void
    {
        $transport = Transport::fromDsn('smtp://user:pass@smtp.shop.internal:587');
    }

    public function phpmailer(): void
    {
        $mail = new PHPMailer(true);
        $mail->send();
    }
}
