use lettre::{AsyncSmtpTransport, Message, SmtpTransport, Tokio1Executor};

pub fn transport(host: &str) -> Result<SmtpTransport, Error> {
    let other = AsyncSmtpTransport::<Tokio1Executor>::relay(&std::env::var("SMTP_HOST")?)?.build();
    Ok(SmtpTransport::relay("smtp.internal")?.build())
}
