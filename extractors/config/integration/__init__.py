"""Integration frameworks: Apache Camel, MuleSoft."""
