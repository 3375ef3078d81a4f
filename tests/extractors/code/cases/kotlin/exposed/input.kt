package shop

import org.jetbrains.exposed.dao.id.IntIdTable
import org.jetbrains.exposed.sql.Database

object Orders : IntIdTable("orders") {
    val total = integer("total")
}

fun connect() {
    Database.connect(
        url = System.getenv("JDBC_URL") ?: "jdbc:postgresql://db:5432/shop",
        driver = "org.postgresql.Driver",
    )
}
