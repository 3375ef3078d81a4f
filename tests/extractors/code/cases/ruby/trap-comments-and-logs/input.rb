require "net/http"

# Net::HTTP.get(URI("https://crm.internal/contacts"))
# See https://docs.crm-vendor.io/api
class Notes
  def say
    Rails.logger.info "calling https://crm.internal/contacts"
    puts "see https://docs.crm-vendor.io"
    redirect_to login_path
  end
end
