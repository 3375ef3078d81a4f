import { Pool } from 'pg';
import Redis from 'ioredis';
import mongoose from 'mongoose';
import { PrismaClient } from '@prisma/client';
import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const redis = new Redis('redis://cache:6379');
mongoose.connect('mongodb://docs/crm');
const prisma = new PrismaClient();
const s3 = new S3Client({});
s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'k' }));
