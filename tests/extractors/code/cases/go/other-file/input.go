package orders

import (
	"net/http"

	"example.com/shop/internal/settings"
)

func (s *Server) Load(id string) {
	http.Get(s.catalogURL + "/products/" + id)
	http.Get(settings.LedgerURL)
	http.Get(ratesURL + "/today")
}
