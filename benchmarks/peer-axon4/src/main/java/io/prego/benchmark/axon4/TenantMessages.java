package io.prego.benchmark.axon4;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What is asked of a tenant and what happens to it: a registration has the three events that it has in Prego. */
final class TenantMessages {

    private TenantMessages() {}

    record Register(@TargetAggregateIdentifier String tenantId, String companyName, String slug) {

        static Register numbered(String tenantId, int number) {
            return new Register(tenantId, "Company " + number, "company-" + number);
        }
    }

    /** @param ownerEmail as long as a sealed one */
    record Registered(
            String tenantId,
            String companyName,
            String subdomainSlug,
            String canonicalHostname,
            String planTier,
            String region,
            String ownerEmailFingerprint,
            String ownerEmail) {

        static Registered of(Register asked) {
            return new Registered(
                    asked.tenantId(),
                    asked.companyName(),
                    asked.slug(),
                    asked.slug() + ".prego.example",
                    "starter",
                    "eu",
                    "f".repeat(64),
                    "s".repeat(80));
        }
    }

    record ProvisioningStarted(String tenantId, String jobId, int attempt) {}

    record JobRequested(String tenantId, String jobId, int attempt, String region, String hostname) {}
}
