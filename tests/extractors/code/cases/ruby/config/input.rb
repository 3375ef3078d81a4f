class Settings
  URL = ENV["SEARCH_URL"].presence || "https://search.internal"

  def key
    Rails.application.credentials.crm[:api_key]
  end

  def region
    ENV.fetch("REGION") { "eu" }
  end

  def search(term)
    host = format("%s.internal", Rails.configuration.x.search.host)
    HTTP.get("https://#{host}/find", params: { q: term })
    HTTP.post(URL + "/index", json: { id: 1, title: term })
  end
end
