class Order < ApplicationRecord
  has_many :items
end

REDIS = Redis.new(url: ENV.fetch("REDIS_URL", "redis://localhost:6379/1"))

def connect
  PG.connect(host: ENV["PGHOST"], dbname: "shop")
  Mysql2::Client.new(host: "mysql", username: "shop")
  Elasticsearch::Client.new(url: ENV["ELASTIC_URL"])
  REDIS.publish("stock", "1")
end
