class Uploads
  def initialize
    @s3 = Aws::S3::Client.new(region: "eu-west-1")
    @sqs = Aws::SQS::Client.new
  end

  def store(name, body)
    @s3.put_object(bucket: ENV["BUCKET"], key: name, body: body)
    @sqs.send_message(queue_url: ENV["QUEUE_URL"], message_body: name)
    Aws::SNS::Client.new.publish(topic_arn: "arn:aws:sns:eu-west-1:1:uploads", message: name)
  end
end
