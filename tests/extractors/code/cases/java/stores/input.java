package shop.orders;

import java.sql.DriverManager;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.repository.CrudRepository;
import org.springframework.jdbc.core.JdbcTemplate;

public interface OrderRepository extends CrudRepository<Order, Long> {
}

@Document(collection = "notes")
class Note {
}

class Raw {
    JdbcTemplate jdbc;

    void run() throws Exception {
        jdbc.query("SELECT id FROM customers c JOIN orders o ON o.c = c.id", null);
        DriverManager.getConnection("jdbc:postgresql://db:5432/crm");
    }
}
