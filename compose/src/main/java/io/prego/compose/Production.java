package io.prego.compose;

import io.prego.compose.Environment.Pipeline;

/** What must not happen where customers are: each rule stops the start with a sentence. */
final class Production {

    private Production() {}

    static void check(Environment environment, Variables variables) {
        require(
                environment.kafka() != null,
                "KAFKA_BOOTSTRAP_SERVERS must be set: the embedded broker is for development");
        require(environment.database() != null, "DATABASE_URL must be set: the embedded PostgreSQL is for development");
        require(environment.internalKey() != null, "INTERNAL_API_KEY must be set");
        require(
                environment.masterKeyFile() != null,
                "PREGO_MASTER_KEY_FILE must be set: every node needs the same key");
        require(environment.pipeline() == Pipeline.EXTERNAL, "PREGO_PIPELINE must be external");
        require(
                !"1".equals(variables.find("NEXT_PUBLIC_PREGO_ONBOARDING_DEBUG")),
                "NEXT_PUBLIC_PREGO_ONBOARDING_DEBUG must be off");
        require(variables.find("TRIAL_FORCE_BUSINESS_EMAILS") == null, "TRIAL_FORCE_BUSINESS_EMAILS must be unset");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("PREGO_ENV=production: " + rule);
        }
    }
}
