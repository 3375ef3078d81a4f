plugins {
    id("org.springframework.boot") version "3.5.0"
}
dependencies {
    // implementation("com.hubspot:old:1")
    implementation(project(":libs:common"))
    implementation("com.stripe:stripe-java:28.0.0")
    testImplementation("org.junit.jupiter:junit-jupiter")
}
