package main

import (
	"context"
	"os"

	pb "example.com/shop/api/v1"
	"google.golang.org/grpc"
)

type server struct {
	cartAddr string
	cartConn *grpc.ClientConn
	taxAddr  string
}

func main() {
	ctx := context.Background()
	svc := new(server)
	mustMapEnv(&svc.cartAddr, "CART_ADDR")
	mustConnect(ctx, &svc.cartConn, svc.cartAddr)
	svc.taxAddr = os.Getenv("TAX_ADDR")

	conn := dial(svc.taxAddr)
	pb.NewTaxServiceClient(conn)
	conn = dial("rates:50051")
	pb.NewRateServiceClient(conn)

	srv := grpc.NewServer()
	pb.RegisterCheckoutServiceServer(srv, svc)
}

func (s *server) cart(ctx context.Context) {
	pb.NewCartServiceClient(s.cartConn).GetCart(ctx, &pb.GetCartRequest{})
}

func mustMapEnv(target *string, key string) {
	value := os.Getenv(key)
	if value == "" {
		panic(key)
	}
	*target = value
}

func mustConnect(ctx context.Context, conn **grpc.ClientConn, addr string) {
	var err error
	*conn, err = grpc.NewClient(addr)
	if err != nil {
		panic(err)
	}
}

func dial(addr string) *grpc.ClientConn {
	conn, err := grpc.DialContext(context.Background(), addr)
	if err != nil {
		panic(err)
	}
	return conn
}
