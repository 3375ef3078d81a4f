class RevenueService
  def call
    Analytics::Revenue.find_all_by(1)
    Invoice::Create.call(1)
  end
end
