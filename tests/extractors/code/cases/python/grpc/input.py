import os

import grpc

import pricing_pb2_grpc

channel = grpc.insecure_channel(os.environ["PRICING_ADDR"])
stub = pricing_pb2_grpc.PricingServiceStub(channel)
