with payments as (
    select email, count_if(status = 'payment_failed') as failed, sum(amount) as revenue
    from {{ ref('stg_invoices') }}
    group by email
)

select
    customers.email,
    customers.company_name,
    greatest(0, 100 - 25 * coalesce(payments.failed, 0)) as health_score,
    iff(coalesce(payments.failed, 0) > 1, 'high', 'low') as churn_risk,
    current_timestamp()                                  as scored_at
from {{ ref('stg_customers') }} as customers
left join payments on payments.email = customers.email
