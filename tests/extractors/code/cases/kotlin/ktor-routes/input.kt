package shop

import io.ktor.server.application.*
import io.ktor.server.response.*
import io.ktor.server.routing.*

fun Application.module() {
    routing {
        get("/health") { call.respondText("ok") }
        route("/orders") {
            post { call.respondText("made") }
            get("/{id}") { call.respondText("one") }
            authenticate("jwt") {
                delete("/{id}") { call.respondText("gone") }
            }
        }
        post("/hooks/stripe") {
            val signature = call.request.headers["Stripe-Signature"]
            verify(signature)
        }
    }
}
