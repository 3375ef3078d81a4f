package config

import (
	"flag"
	"net/http"

	"github.com/kelseyhightower/envconfig"
	"github.com/spf13/viper"
)

type Config struct {
	CRMURL string `envconfig:"CRM_URL" default:"https://crm.partner.io"`
}

var stock = flag.String("stock-url", "https://stock.partner.io", "address of the stock service")

func Run() {
	var c Config
	envconfig.MustProcess("", &c)
	http.Get(c.CRMURL + "/contacts")
	http.Get(viper.GetString("billing.url") + "/invoices")
	http.Get(*stock + "/items")
}
