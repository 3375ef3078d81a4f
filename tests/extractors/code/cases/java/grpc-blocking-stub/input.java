package shop.orders;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import shop.payments.PaymentServiceGrpc;
import shop.payments.ChargeRequest;

public class PaymentClient {
    private final PaymentServiceGrpc.PaymentServiceBlockingStub stub;

    PaymentClient(String host) {
        ManagedChannel channel = ManagedChannelBuilder.forTarget(System.getenv("PAYMENT_ADDR")).usePlaintext().build();
        this.stub = PaymentServiceGrpc.newBlockingStub(channel);
    }

    Object charge(ChargeRequest request) {
        return stub.charge(request);
    }
}
