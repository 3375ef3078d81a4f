package shop

import crm.v1.CrmServiceGrpc
import crm.v1.CrmServiceGrpcKt
import io.grpc.ManagedChannelBuilder

class Crm {
    private val address = System.getenv("CRM_ADDR") ?: "crm:9090"
    private val channel = ManagedChannelBuilder.forTarget(address).usePlaintext().build()
    private val stub = CrmServiceGrpc.newBlockingStub(channel)
    private val suspending = CrmServiceGrpcKt.CrmServiceCoroutineStub(channel)
}

class CrmServer : CrmServiceGrpcKt.CrmServiceCoroutineImplBase()
