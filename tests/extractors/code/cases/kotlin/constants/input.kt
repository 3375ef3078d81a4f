package shop.config

const val CRM = "https://crm.internal"
val TIMEOUT = 30

object Topics {
    const val ORDERS = "orders"
    val RETURNS = "$ORDERS.returns"
}

class Settings {
    companion object {
        @JvmStatic val BILLING: String get() = CRM + "/billing"
    }
}
