package store

import (
	"context"
	"database/sql"
	"os"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
	"github.com/redis/go-redis/v9"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
	"gorm.io/driver/mysql"
	"gorm.io/gorm"
)

func Open(ctx context.Context) {
	pgxpool.New(ctx, os.Getenv("ORDERS_DSN"))
	sqlx.Connect("postgres", os.Getenv("STOCK_DSN"))
	sql.Open("mysql", os.Getenv("CRM_DSN"))
	gorm.Open(mysql.Open(os.Getenv("BILLING_DSN")), &gorm.Config{})
	redis.NewClient(&redis.Options{Addr: "redis:6379"})
	mongo.Connect(ctx, options.Client().ApplyURI("mongodb://carts:27017"))
}
