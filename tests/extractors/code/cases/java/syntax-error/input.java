package shop;

import org.springframework.web.client.RestTemplate;

class Broken {
    RestTemplate rest;

    void run() {
        rest.getForObject("http://crm/x", String.class);
        if (
    }
