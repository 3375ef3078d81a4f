module Payments
  class Charge
    def pay(customer)
      ::Stripe::Customer.create({ email: customer.email, name: customer.name }, key)
      Stripe::PaymentIntent.create(amount: 10, currency: "eur")
      twilio.messages.create(to: customer.phone, body: "paid")
      Octokit::Client.new(access_token: ENV["GITHUB_TOKEN"]).create_issue("a/b", "paid")
      Slack::Web::Client.new.chat_postMessage(channel: "#paid", text: "paid")
    end

    def twilio
      @twilio ||= Twilio::REST::Client.new(ENV["TWILIO_SID"], ENV["TWILIO_TOKEN"])
    end
  end
end
