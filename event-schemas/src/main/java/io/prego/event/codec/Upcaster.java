package io.prego.event.codec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a payload of one schema version says in the words of the next one. A pure function of the payload alone: no clock,
 * no look-up, nothing of other events; else what was written once would be read in two ways.
 */
@FunctionalInterface
public interface Upcaster {

    /**
     * The fields as the next version has them.
     *
     * @param fields by name, in the shape of the newest version and as Avro holds them (text as {@code CharSequence}, an
     *     instant as microseconds); what the earlier version lacks has its default. Must not be changed
     */
    Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> fields);
}
