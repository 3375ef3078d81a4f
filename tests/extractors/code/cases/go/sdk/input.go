package pay

import (
	"os"

	"github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/customer"
	"github.com/stripe/stripe-go/v76/webhook"
	"net/http"
	"net/smtp"
)

func Create(email string) {
	stripe.Key = os.Getenv("STRIPE_KEY")
	customer.New(&stripe.CustomerParams{Email: stripe.String(email)})
}

func Mail(body []byte) {
	smtp.SendMail("mail.internal:25", nil, "shop@example.com", nil, body)
}

func Routes() {
	http.HandleFunc("/hooks/stripe", hook)
}

func hook(w http.ResponseWriter, r *http.Request) {
	webhook.ConstructEvent(nil, r.Header.Get("Stripe-Signature"), "whsec")
}
