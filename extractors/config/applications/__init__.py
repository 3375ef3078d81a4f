"""Settings files of application frameworks outside Java and .NET."""
