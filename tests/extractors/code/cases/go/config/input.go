package config

import (
	"flag"
	"os"

	"github.com/spf13/viper"
	"net/http"
)

type Settings struct {
	CRM     string `env:"CRM_URL" envDefault:"http://crm:8080"`
	Mailer  string `envconfig:"MAILER_URL"`
	Retries int
}

var gateway = flag.String("gateway", "http://gateway:9000", "address of the gateway")

func Call(settings Settings) {
	http.Get(settings.CRM + "/contacts")
	http.Get(settings.Mailer)
	http.Get(*gateway + "/status")
	http.Get(viper.GetString("billing.url") + "/invoices")
	os.Getenv("FEATURE_FLAGS")
}
