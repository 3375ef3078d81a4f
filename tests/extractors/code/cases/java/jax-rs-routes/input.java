package shop.orders;

import javax.ws.rs.GET;
import javax.ws.rs.Path;

@Path("/stock")
public class StockResource {
    @GET
    @Path("/{sku}")
    public String level() {
        return "";
    }
}
