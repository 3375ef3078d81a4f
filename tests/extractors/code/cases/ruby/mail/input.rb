class ReceiptMailer < ApplicationMailer
  def receipt(order)
    mail(to: order.email, subject: "Your receipt")
  end
end

def plain(order)
  Pony.mail(to: order.email, via: :smtp, via_options: { address: ENV["SMTP_HOST"], port: 25 })
end
