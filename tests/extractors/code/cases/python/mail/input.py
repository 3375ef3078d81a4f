import smtplib

from django.core.mail import send_mail


def mail():
    with smtplib.SMTP("mail.internal", 25) as server:
        server.sendmail("a", "b", "c")
    send_mail("s", "m", "from", ["to"])
