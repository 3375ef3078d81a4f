package shop

import com.github.kittinunf.fuel.Fuel
import com.github.kittinunf.fuel.httpGet

fun load(id: String) {
    Fuel.post("https://crm.internal/contacts").responseString()
    "https://crm.internal/contacts/$id".httpGet().responseString()
}
