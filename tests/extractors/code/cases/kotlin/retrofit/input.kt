package shop

import retrofit2.Retrofit
import retrofit2.http.Body
import retrofit2.http.GET
import retrofit2.http.POST
import retrofit2.http.Path

interface CrmApi {
    @GET("contacts/{id}")
    suspend fun contact(@Path("id") id: String): Contact

    @POST("contacts")
    suspend fun create(@Body contact: Contact): Contact
}

object Apis {
    private val retrofit by lazy {
        Retrofit.Builder().baseUrl("https://crm.internal/api/").build()
    }
    val crm: CrmApi = retrofit.create(CrmApi::class.java)
}
