package io.prego.projection.tenant;

import io.prego.event.Topics;
import io.prego.event.Wire;
import io.prego.event.codec.RecordCodec;
import io.prego.event.schema.Schemas;
import io.prego.event.tenant.HostnameEntry;
import io.prego.projection.engine.Column;
import io.prego.projection.engine.Input;
import io.prego.projection.engine.Input.Upstream;
import io.prego.projection.engine.Projection;
import io.prego.projection.engine.Table;
import java.util.List;
import java.util.Objects;

/**
 * {@link Topics#HOSTNAME_MAP} (by host name) to {@code read.hostname_map}: one row per version of a host name, in
 * whatever order of their positions they come. A row without a tenant says that the host name is free.
 */
public final class HostnameMapProjection {

    public static final String NAME = "hostname_map";

    private static final Upstream TOPOLOGY = new Upstream(Topics.TENANT_STATES, List.of(Topics.TENANT));

    private static final Table<HostnameEntry> TABLE = Table.ofVersionsInAnyOrder(
            "read.hostname_map",
            Column.text("hostname", HostnameEntry::hostname),
            Column.bigint("valid_from", HostnameEntry::position),
            List.of(
                    Column.word("tenant_id", HostnameEntry::tenantId),
                    Column.text("site_name", HostnameEntry::siteName),
                    Column.instant("updated_at", HostnameEntry::updatedAt)));

    private HostnameMapProjection() {}

    public static Projection<HostnameEntry> of(Schemas schemas) {
        var codec = new RecordCodec<>(HostnameEntry.class, "io.prego.tenant.HostnameEntry", schemas);
        return new Projection<>(
                NAME,
                1,
                Input.ofState(Topics.HOSTNAME_MAP, TOPOLOGY),
                record -> {
                    var value = Objects.requireNonNull(record.value(), "a state has no tombstones");
                    return codec.decode(Wire.schemaId(value), Wire.payload(value));
                },
                TABLE);
    }
}
