package io.prego.launch;

/** What must not happen where customers are: each rule stops the start with a sentence. */
public final class Production {

    private Production() {}

    static void check(Surroundings surroundings, Variables variables) {
        require(
                surroundings.kafka() != null,
                "KAFKA_BOOTSTRAP_SERVERS must be set: the embedded broker is for development");
        require(
                surroundings.database() != null,
                "DATABASE_URL must be set: the embedded PostgreSQL is for development");
        require(surroundings.internalKey() != null, "INTERNAL_API_KEY must be set");
        require(
                surroundings.masterKeyFile() != null,
                "PREGO_MASTER_KEY_FILE must be set: every node needs the same key");
        require(
                !"1".equals(variables.find("NEXT_PUBLIC_PREGO_ONBOARDING_DEBUG")),
                "NEXT_PUBLIC_PREGO_ONBOARDING_DEBUG must be off");
        require(variables.find("TRIAL_FORCE_BUSINESS_EMAILS") == null, "TRIAL_FORCE_BUSINESS_EMAILS must be unset");
    }

    /** For a rule of one module; the start ends with the rule when it does not hold. */
    public static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("PREGO_ENV=production: " + rule);
        }
    }
}
