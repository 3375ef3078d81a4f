package main

// Documentation: https://api.stripe.com/v1/charges and http.Get("https://api.hubapi.com")

import (
	"log"
	"net/http"
)

/* http.Post("https://api.segment.io/v1/track") */
func main() {
	log.Printf("see https://docs.example.net/help")
	log.Println("listening on http://0.0.0.0:8080")
	_ = http.StatusOK
}
