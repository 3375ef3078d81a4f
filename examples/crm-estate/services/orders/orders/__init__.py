"""Orders: the source of truth for what a customer has subscribed to."""
