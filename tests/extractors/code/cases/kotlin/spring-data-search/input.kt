package shop

import org.springframework.data.annotation.Id
import org.springframework.data.elasticsearch.annotations.Document

@Document(indexName = "orders")
class Order(@Id val id: String)
