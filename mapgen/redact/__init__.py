"""Redaction: secrets and personal data never leave the analysed files.

Example:
    >>> from mapgen.redact import redact
    >>> redact("url: amqp://crm:hunter22@mq:5672").text
    'url: amqp://crm:[redacted:url-password]@mq:5672'
"""

from mapgen.redact.redactor import Redacted, redact

__all__ = ["Redacted", "redact"]
