package shop.crm

import io.ktor.client.HttpClient
import io.ktor.client.engine.cio.CIO
import io.ktor.client.plugins.defaultRequest
import io.ktor.client.request.get
import io.ktor.client.request.post
import io.ktor.client.request.request
import io.ktor.client.request.setBody
import io.ktor.http.HttpMethod

private val BASE = System.getenv("CRM_URL") ?: "https://crm.internal"

class CrmClient(private val client: HttpClient) {
    private val based = HttpClient(CIO) {
        defaultRequest { url("https://billing.internal/api/") }
    }

    suspend fun contact(id: String) = client.get("$BASE/contacts/${id}")

    suspend fun invoice() {
        based.post("invoices") { setBody(mapOf("amount" to 12, "currency" to "EUR")) }
    }

    suspend fun search(term: String) {
        client.request {
            url("https://search.internal/v1")
            method = HttpMethod.Post
        }
    }
}
