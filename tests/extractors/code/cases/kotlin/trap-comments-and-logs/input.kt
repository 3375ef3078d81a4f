package shop

import io.ktor.client.HttpClient
import org.slf4j.LoggerFactory

private val log = LoggerFactory.getLogger("shop")

/** See https://docs.crm-vendor.io/api for details. */
class Notes {
    // client.get("https://crm.internal/contacts")
    fun say() {
        log.info("calling https://crm.internal/contacts")
        println("see https://docs.crm-vendor.io")
    }
}
