require "rest-client"
require "typhoeus"

def send_order(order)
  RestClient.post("#{base_url}/orders", { id: order.id }.to_json, content_type: :json)
  RestClient::Request.execute(method: :put, url: "https://orders.internal/#{order.id}", timeout: 3)
  Typhoeus.get("https://stock.internal/levels")
end

def base_url
  ENV["ORDERS_URL"] || "https://orders.internal"
end
