package io.prego.stream.tenant;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.Topics;
import io.prego.event.codec.RecordCodec;
import io.prego.event.schema.Schemas;
import io.prego.event.tenant.TenantDirectoryEntry;
import io.prego.event.tenant.TenantEvent;
import io.prego.fold.tenant.TenantDirectoryFold;
import io.prego.stream.feed.StateFeed;
import io.prego.stream.feed.StateFold;
import java.util.List;

/**
 * {@code prego.tenant.v1} (by tenant id) to {@code prego.state.tenant_directory.v1} and, compacted,
 * {@code prego.latest.tenant.v1} (by tenant id): every version of each tenant's entry in the directory.
 */
final class TenantDirectoryFeed {

    private static final StateFold<TenantEvent, TenantDirectoryEntry> FOLD = new StateFold<>(
            TenantEvent.class,
            event -> event.tenantId().value(),
            TenantDirectoryEntry::tenantId,
            TenantDirectoryEntry::position,
            TenantDirectoryFold::evolve,
            new RecordCodec<>(TenantDirectoryEntry.class, "io.prego.tenant.TenantDirectoryEntry", Schemas.committed()));

    private TenantDirectoryFeed() {}

    static StateFeed of(MeterRegistry meters) {
        return StateFeed.of(
                Topics.TENANT_DIRECTORY_FOLD,
                "tenant-directory",
                List.of(Topics.TENANT_DIRECTORY, Topics.LATEST_TENANT),
                FOLD,
                meters);
    }
}
