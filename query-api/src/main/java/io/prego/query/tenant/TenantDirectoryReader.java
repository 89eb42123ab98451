package io.prego.query.tenant;

import io.prego.edge.paging.Page;
import io.prego.query.reading.Conditions;
import io.prego.query.reading.QueryDatabase;
import io.prego.query.reading.Rows;
import io.prego.query.reading.Versioned;
import io.prego.query.reading.View;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads {@code read.tenant_directory}. */
final class TenantDirectoryReader {

    static final String MODEL = "tenant_directory";

    private static final String SELECT = "SELECT * FROM read.tenant_directory";

    private final JdbcClient database;

    TenantDirectoryReader(QueryDatabase database) {
        this.database = database.client();
    }

    Optional<Versioned<TenantView>> find(String tenantId, View view) {
        return new Conditions(view.versions())
                .with("as_of", view.asOf())
                .equal("tenant_id", tenantId)
                .select(database, SELECT, "ORDER BY valid_from DESC LIMIT 1")
                .query((row, _) -> {
                    var item = DirectoryItem.of(row);
                    return new Versioned<>(
                            row.getLong("valid_from"),
                            Rows.nullableLong(row, "valid_to"),
                            item.streamVersion(),
                            TenantView.of(item));
                })
                .optional();
    }

    /** Up to {@link Page#fetch} items behind the page's key, by id. */
    List<DirectoryItem> list(DirectoryFilter filter, Page page, View view) {
        return new Conditions(view.versions())
                .with("as_of", view.asOf())
                .equal("status", filter.status())
                .equal("region", filter.region())
                .equal("plan_tier", filter.planTier())
                .equal("connector_kind", filter.connectorKind())
                .and("position(:q IN search_text) > 0", "q", filter.search())
                .and("updated_at >= :updated_since", "updated_since", filter.updatedSince())
                .and("tenant_id > :after", "after", page.after())
                .with("fetch", page.fetch())
                .select(database, SELECT, "ORDER BY tenant_id LIMIT :fetch")
                .query((row, _) -> DirectoryItem.of(row))
                .list();
    }
}
