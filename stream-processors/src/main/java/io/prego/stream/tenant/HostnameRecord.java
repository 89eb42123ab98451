package io.prego.stream.tenant;

import io.prego.event.Wire;
import io.prego.event.codec.RecordCodec;
import io.prego.event.schema.Schemas;
import io.prego.event.tenant.HostnameEntry;

/** A version of a host name as it stands in Kafka. */
final class HostnameRecord {

    private static final RecordCodec<HostnameEntry> CODEC =
            new RecordCodec<>(HostnameEntry.class, "io.prego.tenant.HostnameEntry", Schemas.committed());

    private HostnameRecord() {}

    static byte[] write(HostnameEntry version) {
        return Wire.frame(CODEC.schemaId(), CODEC.encode(version));
    }

    static HostnameEntry read(byte[] framed) {
        return CODEC.decode(Wire.schemaId(framed), Wire.payload(framed));
    }
}
