fun main() = Unit
