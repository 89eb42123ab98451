package io.prego.torture.check;

import io.prego.event.CloudEvent;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.provisioning.StageState;
import io.prego.event.tenant.DirectorySearch;
import io.prego.event.tenant.HostnameEntry;
import io.prego.event.tenant.TenantDirectoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** States as read models hold and show them, in words of the checker's own. */
final class Words {

    private static final JsonMapper JSON = new JsonMapper();

    private Words() {}

    /** As the row of {@code read.tenant_directory} without its {@code valid_to}. */
    static List<@Nullable String> row(TenantDirectoryEntry it) {
        return list(
                it.tenantId(),
                it.position(),
                it.companyName(),
                it.subdomainSlug(),
                it.canonicalHostname(),
                it.status(),
                it.region(),
                it.planTier(),
                it.connectorKind(),
                it.connectorCredentialRef(),
                it.jobId(),
                it.createdAt(),
                it.updatedAt(),
                it.streamVersion(),
                DirectorySearch.text(it.companyName(), it.subdomainSlug().value(), it.canonicalHostname()));
    }

    /** As the row of {@code read.provisioning_state} without its {@code valid_to}. */
    static List<@Nullable String> row(ProvisioningState it) {
        return list(
                it.jobId(),
                it.position(),
                it.tenantId(),
                it.status(),
                it.attempt(),
                it.failureStage(),
                it.failureReason(),
                it.waitingReason(),
                it.currentStage(),
                JSON.writeValueAsString(stages(it)),
                it.traceId(),
                it.createdAt(),
                it.updatedAt(),
                it.progressedAt(),
                it.streamVersion());
    }

    /** As the row of {@code read.hostname_map} without its {@code valid_to}. */
    static List<@Nullable String> row(HostnameEntry it) {
        return list(it.hostname(), it.position(), it.tenantId(), it.siteName(), it.updatedAt());
    }

    /** As {@code GET /v1/jobs/{id}} answers. */
    static String answer(ProvisioningState it) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("job_id", word(it.jobId()));
        fields.put("tenant_id", word(it.tenantId()));
        fields.put("status", it.status().word());
        fields.put("attempt", it.attempt());
        fields.put("failure_stage", word(it.failureStage()));
        fields.put("failure_reason", it.failureReason());
        fields.put("waiting_reason", it.waitingReason());
        fields.put("stages", stages(it));
        fields.put("trace_id", it.traceId());
        fields.put("created_at", word(it.createdAt()));
        fields.put("updated_at", word(it.updatedAt()));
        return JSON.writeValueAsString(fields);
    }

    /** As {@code GET /v1/tenants/{id}} answers, or as an item of the directory, which has the connector too. */
    static String answer(TenantDirectoryEntry it, boolean inDirectory) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("tenant_id", word(it.tenantId()));
        fields.put("company_name", it.companyName());
        fields.put("subdomain_slug", word(it.subdomainSlug()));
        fields.put("canonical_hostname", it.canonicalHostname());
        fields.put("status", word(it.status()));
        fields.put("region", word(it.region()));
        fields.put("plan_tier", word(it.planTier()));
        if (inDirectory) {
            fields.put("connector_kind", it.connectorKind());
            fields.put("connector_credential_ref", it.connectorCredentialRef());
        }
        fields.put("job_id", word(it.jobId()));
        fields.put("created_at", word(it.createdAt()));
        fields.put("updated_at", word(it.updatedAt()));
        fields.put("stream_version", it.streamVersion());
        return JSON.writeValueAsString(fields);
    }

    /** As {@code GET /internal/hostnames/{hostname}} answers. */
    static String answer(HostnameEntry it) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("hostname", it.hostname());
        fields.put("tenant_id", word(it.tenantId()));
        fields.put("site_name", it.siteName());
        fields.put("updated_at", word(it.updatedAt()));
        return JSON.writeValueAsString(fields);
    }

    private static List<Map<String, @Nullable Object>> stages(ProvisioningState job) {
        return job.stages().stream().map(Words::stage).toList();
    }

    private static Map<String, @Nullable Object> stage(StageState it) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("stage", word(it.stage()));
        fields.put("status", word(it.status()));
        fields.put("best_effort", it.bestEffort());
        fields.put("started_at", word(it.startedAt()));
        fields.put("ended_at", word(it.endedAt()));
        fields.put("outputs", new TreeMap<>(it.outputs()));
        return fields;
    }

    private static List<@Nullable String> list(@Nullable Object... values) {
        var words = new ArrayList<@Nullable String>();
        for (var value : values) {
            words.add(word(value));
        }
        return words;
    }

    private static @Nullable String word(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            case Instant instant -> CloudEvent.INSTANT.format(instant);
            default -> value.toString();
        };
    }
}
