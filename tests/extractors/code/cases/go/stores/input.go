package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"
	"github.com/redis/go-redis/v9"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

func Open(ctx context.Context) {
	sql.Open("postgres", os.Getenv("ORDERS_DSN"))
	sqlx.Connect("postgres", "postgres://catalog-db:5432/catalog")
	pgxpool.New(ctx, fmt.Sprintf("postgres://%s:5432/users", os.Getenv("USERS_DB_HOST")))
	gorm.Open(postgres.Open(os.Getenv("BILLING_DSN")), &gorm.Config{})
	mongo.Connect(ctx, options.Client().ApplyURI("mongodb://profiles:27017"))
	redis.NewClient(&redis.Options{Addr: "sessions:6379"})
}

func Upload(ctx context.Context, client *s3.Client) {
	client.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String("invoices"), Key: aws.String("x")})
}
