package io.prego.benchmark.platform;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /v1/benchmark/noop}: takes the body of a registration and does nothing about it. It shows what a request
 * costs on this server before anything is done for it.
 */
@RestController
public final class NoOpEndpoint {

    record Body(String companyName, String subdomainSlug, String region, String planTier, String ownerEmail) {}

    record Done(String subdomainSlug) {}

    @PostMapping("/v1/benchmark/noop")
    ResponseEntity<Done> take(@RequestBody Body body) {
        return ResponseEntity.accepted().body(new Done(body.subdomainSlug()));
    }
}
