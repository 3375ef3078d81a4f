module github.com/acme/ledger/v2

go 1.25

require (
	github.com/stripe/stripe-go/v81 v81.0.0
	golang.org/x/sys v0.28.0 // indirect
)

replace github.com/acme/events => ../events
