package api

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/gorilla/mux"
	"github.com/labstack/echo/v4"
)

func Plain() {
	routes := http.NewServeMux()
	routes.HandleFunc("/health", health)
	http.HandleFunc("/ping", health)
}

func Gin() {
	router := gin.Default()
	v1 := router.Group("/v1")
	v1.GET("/orders/:id", order)
	v1.POST("/orders", order)
}

func Echo(e *echo.Echo) {
	e.DELETE("/carts/:id", cart)
}

func Chi() {
	r := chi.NewRouter()
	r.Get("/customers", customers)
}

func Gorilla() {
	r := mux.NewRouter()
	r.HandleFunc("/products", products).Methods("GET")
}
