package io.prego.benchmark.prego;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/**
 * One event as a row, of the same content as that of {@link PregoCandidate}.
 *
 * @param version within the stream, from 1
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
record BareRow(
        UUID eventId,
        String id,
        long version,
        int appendIndex,
        int appendSize,
        String type,
        int schemaId,
        byte[] payload) {

    static BareRow of(String id, long version, int appendIndex, int appendSize, byte[] payload) {
        var type = version == 1 ? "provision_job.requested" : "provision_job.stage_completed";
        return new BareRow(UuidCreator.getTimeOrderedEpoch(), id, version, appendIndex, appendSize, type, 1, payload);
    }

    String streamId() {
        return "job_" + id;
    }

    String tenantId() {
        return "tnt_" + id;
    }

    String jobTag() {
        return "job:" + streamId();
    }

    String tenantTag() {
        return "tenant:" + tenantId();
    }
}
