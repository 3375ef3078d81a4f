package crm

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
)

const basePath = "/v2"

type Client struct {
	baseURL string
	http    *http.Client
}

func NewClient() *Client {
	return &Client{baseURL: getURL("CRM_URL", "http://crm:8080"), http: &http.Client{}}
}

func getURL(key, fallback string) string {
	if value := os.Getenv(key); value != "" {
		return value
	}
	return fallback
}

func (c *Client) Contact(id string) (*http.Response, error) {
	return c.http.Get(c.baseURL + basePath + "/contacts/" + id)
}

func (c *Client) Save(body []byte) error {
	req, err := http.NewRequest(http.MethodPut, fmt.Sprintf("%s/contacts", c.baseURL), bytes.NewReader(body))
	if err != nil {
		return err
	}
	_, err = c.http.Do(req)
	return err
}

func Ping() {
	http.Get("https://status.hubapi.com/ping")
}
