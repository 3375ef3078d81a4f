package shop.orders;

import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/api/orders")
public class OrderController {
    @GetMapping("/{id}")
    public Order one(@PathVariable String id) {
        return null;
    }

    @RequestMapping(value = "/search", method = RequestMethod.POST)
    public Order search() {
        return null;
    }

    @DeleteMapping
    public void clear() {
    }
}
