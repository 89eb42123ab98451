package io.prego.projection.tenant;

import io.prego.event.Topics;
import io.prego.event.Wire;
import io.prego.event.codec.RecordCodec;
import io.prego.event.schema.Schemas;
import io.prego.event.tenant.DirectorySearch;
import io.prego.event.tenant.TenantDirectoryEntry;
import io.prego.projection.engine.Column;
import io.prego.projection.engine.Input;
import io.prego.projection.engine.Input.Upstream;
import io.prego.projection.engine.Projection;
import io.prego.projection.engine.Table;
import java.util.List;
import java.util.Objects;

/** {@link Topics#TENANT_DIRECTORY} (by tenant id) to {@code read.tenant_directory}: one row per version of a tenant. */
public final class TenantDirectoryProjection {

    public static final String NAME = "tenant_directory";

    private static final Upstream TOPOLOGY = new Upstream(Topics.TENANT_STATES, List.of(Topics.TENANT));

    private static final Table<TenantDirectoryEntry> TABLE = Table.ofVersions(
            "read.tenant_directory",
            Column.word("tenant_id", TenantDirectoryEntry::tenantId),
            Column.bigint("valid_from", TenantDirectoryEntry::position),
            List.of(
                    Column.text("company_name", TenantDirectoryEntry::companyName),
                    Column.word("subdomain_slug", TenantDirectoryEntry::subdomainSlug),
                    Column.text("canonical_hostname", TenantDirectoryEntry::canonicalHostname),
                    Column.word("status", TenantDirectoryEntry::status),
                    Column.word("region", TenantDirectoryEntry::region),
                    Column.word("plan_tier", TenantDirectoryEntry::planTier),
                    Column.text("connector_kind", TenantDirectoryEntry::connectorKind),
                    Column.text("connector_credential_ref", TenantDirectoryEntry::connectorCredentialRef),
                    Column.word("job_id", TenantDirectoryEntry::jobId),
                    Column.instant("created_at", TenantDirectoryEntry::createdAt),
                    Column.instant("updated_at", TenantDirectoryEntry::updatedAt),
                    Column.bigint("stream_version", TenantDirectoryEntry::streamVersion),
                    Column.text("search_text", TenantDirectoryProjection::searchText)));

    private TenantDirectoryProjection() {}

    public static Projection<TenantDirectoryEntry> of(Schemas schemas) {
        var codec = new RecordCodec<>(TenantDirectoryEntry.class, "io.prego.tenant.TenantDirectoryEntry", schemas);
        return new Projection<>(
                NAME,
                1,
                Input.ofState(Topics.TENANT_DIRECTORY, TOPOLOGY),
                record -> {
                    var value = Objects.requireNonNull(record.value(), "a state has no tombstones");
                    return codec.decode(Wire.schemaId(value), Wire.payload(value));
                },
                TABLE);
    }

    private static String searchText(TenantDirectoryEntry entry) {
        return DirectorySearch.text(entry.companyName(), entry.subdomainSlug().value(), entry.canonicalHostname());
    }
}
