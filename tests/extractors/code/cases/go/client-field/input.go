package billing

import (
	"context"
	"net/http"

	"github.com/go-resty/resty/v2"
)

type Client struct {
	http    *http.Client
	baseURL string
	rest    *resty.Client
}

func New() *Client {
	return &Client{
		http:    http.DefaultClient,
		baseURL: "https://billing.partner.io",
		rest:    resty.New().SetBaseURL("https://crm.partner.io"),
	}
}

func (c *Client) Charge(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.baseURL+"/v1/charges", nil)
	if err != nil {
		return err
	}
	_, err = c.http.Do(req)
	return err
}

func (c *Client) Contacts() error {
	_, err := c.rest.R().Get("/contacts")
	return err
}
