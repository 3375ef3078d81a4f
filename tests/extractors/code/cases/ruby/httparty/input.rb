class Weather
  include HTTParty
  base_uri "https://weather.internal"

  def today(city)
    self.class.get("/today/#{city}")
  end

  def self.report(body)
    post("/reports", body: { city: "x", temperature: 3 }.to_json)
  end
end

class Plain
  def load
    HTTParty.get("https://plain.internal/v1/items", headers: { "Accept" => "application/json" })
  end
end
