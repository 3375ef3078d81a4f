package main

import (
	"net/http"

	"example.com/lib/widgets"
	"google.golang.org/grpc"
)

type options struct{ retries int }

func main() {
	client := &http.Client{}
	_ = client
	conn, _ := grpc.NewClient("nowhere:1")
	_ = conn
	widgets.NewClient(options{retries: 3})
	widgets.NewHTTPClient(nil)
}
