package io.prego.command.tenant;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bound from {@code prego.tenant.*}. The process refuses to start on a value out of range.
 *
 * @param baseDomain the domain under which each tenant has its host
 * @param trialLength how long a trial lasts; 1 hour to 366 days
 */
@ConfigurationProperties(prefix = "prego.tenant", ignoreUnknownFields = false)
public record TenantSettings(
        @DefaultValue("prego.localhost") String baseDomain,
        @DefaultValue("14d") Duration trialLength) {

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

    public TenantSettings {
        if (!DOMAIN.matcher(baseDomain).matches() || baseDomain.length() > 180) {
            throw new IllegalArgumentException(
                    "prego.tenant.base-domain must be a domain in lower case, got " + baseDomain);
        }
        if (trialLength.compareTo(Duration.ofHours(1)) < 0 || trialLength.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("prego.tenant.trial-length must be 1h..366d, got " + trialLength);
        }
    }
}
