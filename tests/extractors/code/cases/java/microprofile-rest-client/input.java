package shop.orders;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

public class Clients {
    @Path("/stock")
    @RegisterRestClient(configKey = "stock-api")
    interface StockApi {
        @GET
        @Path("/{sku}")
        Stock find(String sku);
    }

    @RegisterRestClient(baseUri = "http://prices:8080")
    interface PriceApi {
        @POST
        @Path("/prices")
        void set(Price price);
    }
}
