select
    record_content:after:order_id::number              as order_id,
    lower(record_content:after:customer_email::string) as email,
    record_content:after:amount::number(10, 2)         as amount,
    record_content:after:status::string                as status
from {{ source('stream', 'invoices') }}
