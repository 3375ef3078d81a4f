package vendors

import (
	"os"

	"github.com/sendgrid/sendgrid-go"
	"github.com/slack-go/slack"
	"github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/customer"
	"github.com/twilio/twilio-go"
)

func Run() {
	customer.New(&stripe.CustomerParams{})
	sg := sendgrid.NewSendClient(os.Getenv("SENDGRID_API_KEY"))
	sg.Send(nil)
	api := slack.New(os.Getenv("SLACK_TOKEN"))
	api.PostMessage("C1", slack.MsgOptionText("x", false))
	slack.PostWebhook(os.Getenv("SLACK_HOOK"), nil)
	sms := twilio.NewRestClient()
	sms.Api.CreateMessage(nil)
}
