require "pony"

def send_email(data)
  Pony.mail(to: data.email, from: "noreply@shop.internal", body: "thanks", via: :test)
  puts "sent"
end
