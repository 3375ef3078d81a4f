resource "fivetran_destination" "dwh" {
  service = "big_query"
}
