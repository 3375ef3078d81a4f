package cloud

import (
	"log"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ses"
	"github.com/go-resty/resty/v2"
)

// New builds clients that nothing is asked of.
func New(cfg aws.Config) (*ses.Client, *resty.Client) {
	log.Printf("publishing to %s", "nats://nats:4222")
	return ses.NewFromConfig(cfg), resty.New().SetBaseURL("https://crm.partner.io")
}
