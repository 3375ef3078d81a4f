package shop.orders;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import net.devh.boot.grpc.client.inject.GrpcClient;
import shop.proto.PricingGrpc;

class Pricing {
    @GrpcClient("tax-service")
    private TaxGrpc.TaxBlockingStub tax;

    void price() {
        ManagedChannel channel = ManagedChannelBuilder.forTarget("pricing:9090").usePlaintext().build();
        PricingGrpc.newBlockingStub(channel);
    }
}
