"""Java framework configuration: Spring, MicroProfile, Quarkus, Micronaut; and config repositories."""
