package io.prego.event;

import io.prego.kernel.Tag;
import java.util.List;

/**
 * A fact of some capability, without its envelope. Each capability seals its own family
 * ({@link io.prego.event.tenant.TenantEvent}); {@link EventCatalogue} lists the families.
 */
public interface DomainEvent {

    /** What consistency conditions may ask this fact for; the stream's id and the record key are among them. */
    List<Tag> tags();
}
