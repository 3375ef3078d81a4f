package shop.orders;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.WebTarget;

public class LedgerClient {
    private final Client client = ClientBuilder.newClient();
    private final WebTarget ledger = client.target("http://ledger:8080");

    Entry entry(String id) {
        return client.target("http://ledger:8080/entries/" + id).request().get(Entry.class);
    }

    void add(Entry entry) {
        ledger.path("entries").request().post(Entity.json(entry));
    }
}
