require "faraday"

class Unused
  def initialize
    @connection = Faraday.new(url: "/local")
    @cache = {}
  end

  def read
    @cache.get("https")
    params[:post]
  end
end
