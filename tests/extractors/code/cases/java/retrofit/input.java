package shop.orders;

import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;

public class Payments {
    interface PaymentApi {
        @GET("v1/payments/{id}")
        Call<Payment> find(String id);

        @POST("v1/payments")
        Call<Payment> pay(@Body Payment payment);
    }

    PaymentApi api(String key) {
        return new Retrofit.Builder().baseUrl("https://pay.acme.io/").build().create(PaymentApi.class);
    }
}
