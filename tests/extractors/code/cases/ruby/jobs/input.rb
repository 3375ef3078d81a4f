class ReceiptJob < ApplicationJob
  queue_as :mail

  def perform(order)
    HardWorker.perform_async(order.id)
    Billing::InvoiceJob.perform_later(order)
  end
end

class HardWorker
  include Sidekiq::Worker
end
