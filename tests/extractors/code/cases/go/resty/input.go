package billing

import (
	"os"

	"github.com/go-resty/resty/v2"
)

func Charge(amount int) error {
	client := resty.New().SetBaseURL(os.Getenv("BILLING_URL"))
	_, err := client.R().SetBody(map[string]any{"amount": amount}).Post("/charges")
	return err
}
