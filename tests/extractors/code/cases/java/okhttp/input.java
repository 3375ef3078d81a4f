package shop.orders;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

public class TaxClient {
    private static final String BASE = "https://tax.acme.io";
    private final OkHttpClient http = new OkHttpClient();

    String rate(String country) throws Exception {
        HttpUrl url = HttpUrl.parse(BASE).newBuilder().addPathSegment("rates").addQueryParameter("c", country).build();
        Request request = new Request.Builder().url(url).get().build();
        return http.newCall(request).execute().body().string();
    }

    void report(RequestBody body) throws Exception {
        http.newCall(new Request.Builder().url(BASE + "/reports").post(body).build()).execute();
    }
}
