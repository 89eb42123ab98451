package io.prego.event.tenant;

/** What a tenant pays for; a trial pays nothing and ends. */
public enum PlanTier {
    TRIAL,
    STARTER,
    BUSINESS,
    ENTERPRISE
}
