<?php

namespace App\Notifications;

use Illuminate\Notifications\Messages\SlackMessage;
use NotificationChannels\Telegram\TelegramMessage;

class OrderPaid
{
    public function toSlack($notifiable): SlackMessage
    {
        return (new SlackMessage())->content('paid');
    }

    public function toTelegram($notifiable)
    {
        return TelegramMessage::create()->content('paid');
    }
}
