package shop

import io.ktor.client.HttpClient
import okhttp3.OkHttpClient
import org.springframework.web.client.RestTemplate

class Unused(private val rest: RestTemplate) {
    private val http = OkHttpClient()
    private val client = HttpClient()
    private val map = mapOf("get" to "x")

    fun close() {
        map.get("https")
        client.close()
    }
}
