import { ChannelCredentials } from '@grpc/grpc-js';
import { CartServiceClient } from '../protos/demo';

const { CART_ADDR = '' } = process.env;
const client = new CartServiceClient(CART_ADDR, ChannelCredentials.createInsecure());
