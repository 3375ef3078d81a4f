use aws_sdk_s3::Client;

pub struct Uploads {
    s3: Client,
    sqs: aws_sdk_sqs::Client,
    bucket: String,
}

impl Uploads {
    pub fn new(s3: Client, sqs: aws_sdk_sqs::Client) -> Self {
        Self { s3, sqs, bucket: std::env::var("BUCKET").unwrap() }
    }

    pub async fn store(&self, key: &str) -> Result<(), Error> {
        self.s3.put_object().bucket(&self.bucket).key(key).send().await?;
        self.sqs
            .send_message()
            .queue_url(std::env::var("QUEUE_URL")?)
            .message_body(key)
            .send()
            .await?;
        Ok(())
    }
}
