package shop

import org.springframework.beans.factory.annotation.Qualifier
import org.springframework.beans.factory.annotation.Value
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.web.reactive.function.client.WebClient
import org.springframework.web.util.UriBuilder

@Configuration
class Clients(
    @Value("\${crm.api.url}") private val crmApiUrl: String,
    @Value("\${stock.api.url}") private val stockApiUrl: String,
) {
    @Bean
    fun crmWebClient(builder: WebClient.Builder): WebClient = builder.baseUrl(crmApiUrl).build()

    @Bean
    fun stockWebClient(builder: WebClient.Builder) = builder
        .authorisedWebClient("stock-api", stockApiUrl)
        .also { println("made") }
}

class Prices(@Qualifier("stockWebClient") private val webClient: WebClient) {
    fun price(sku: String) = webClient.get().uri("/prices/{sku}", sku).retrieve()
}

class Stock(private val stockWebClient: WebClient, private val crmWebClient: WebClient) {
    fun level(sku: String) = stockWebClient.get()
        .uri { uriBuilder: UriBuilder -> uriBuilder.path("/levels/{sku}").build(sku) }
        .retrieve()

    fun levels() = stockWebClient.get().uri { it.path("/levels").build() }.retrieve()

    fun contact(id: String) = crmWebClient.get().uri("/contacts/$id").retrieve()
}
