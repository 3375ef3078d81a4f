require "sinatra"

get "/health" do
  "ok"
end

post "/orders/:id" do
  data = JSON.parse(request.body.read)
  data.to_json
end
