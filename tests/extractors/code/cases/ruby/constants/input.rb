module Crm
  BASE_URL = "https://crm.internal".freeze

  class Api
    PATH = "#{BASE_URL}/v2"

    def self.contact(id)
      Faraday.get("#{PATH}/contacts/#{id}", timeout: Limits::SECONDS)
      Faraday.get(Billing::Api::URL)
    end
  end
end
