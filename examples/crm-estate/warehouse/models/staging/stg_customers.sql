select
    record_content:after:id::number              as customer_id,
    lower(record_content:after:contact_email)    as email,
    record_content:after:company_name::string    as company_name,
    record_content:after:billing_country::string as country
from {{ source('stream', 'customers') }}
qualify row_number() over (partition by customer_id order by record_metadata:offset::number desc) = 1
