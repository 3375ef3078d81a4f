class WebhooksController < ApplicationController
  skip_before_action :verify_authenticity_token

  def stripe
    event = ::Stripe::Webhook.construct_event(
      request.body.read,
      request.headers["HTTP_STRIPE_SIGNATURE"],
      ENV["STRIPE_SECRET"]
    )
    HandleEventJob.perform_later(event)
  end
end
