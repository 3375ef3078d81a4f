Rails.application.routes.draw do
  get "/health", to: "health#show"
  post "/webhooks/stripe", to: "webhooks#stripe"

  namespace :api do
    resources :orders, only: %i[index create]
  end
end
