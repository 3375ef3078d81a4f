package shop

import okhttp3.HttpUrl.Companion.toHttpUrl
import okhttp3.OkHttpClient
import okhttp3.Request

class Rates(private val http: OkHttpClient = OkHttpClient()) {
    fun today(): String {
        val request = Request.Builder()
            .url("https://rates.internal/daily?base=${System.getenv("CURRENCY")}")
            .build()
        return http.newCall(request).execute().use { it.body!!.string() }
    }

    fun built() {
        val url = "https://rates.internal".toHttpUrl().newBuilder().addPathSegment("weekly").build()
        http.newCall(Request.Builder().url(url).get().build()).execute()
    }
}
