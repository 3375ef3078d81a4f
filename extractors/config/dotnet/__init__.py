""".NET: appsettings files and Aspire application hosts."""
