class CrmClient
  def initialize(url = ENV["CRM_URL"])
    @connection = Faraday.new(url: url) do |f|
      f.adapter :net_http
    end
  end

  def contact(id)
    @connection.get("/contacts/#{id}")
  end

  def create(name)
    connection.post("contacts") do |request|
      request.body = { name: name }.to_json
    end
  end

  def ping
    Faraday.get "https://crm.internal/ping"
  end

  private

  def connection
    @other ||= Faraday.new("https://billing.internal/api")
  end
end
