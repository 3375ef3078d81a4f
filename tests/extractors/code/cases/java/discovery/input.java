package shop.orders;

import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.loadbalancer.LoadBalancerClient;

public class Lookup {
    private DiscoveryClient discovery;
    private LoadBalancerClient balancer;

    void find() {
        discovery.getInstances("pricing");
        balancer.choose("CATALOG");
    }
}
