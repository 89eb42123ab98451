package io.prego.eventlog.engine;

/** Keys under which the envelope travels in an event message's metadata. Only {@link #ACTOR} has to be there. */
public final class EnvelopeMetadata {

    /** {@code type:id}, such as {@code service:provisioner}. */
    public static final String ACTOR = "actor";

    public static final String TENANT_ID = "tenant_id";
    public static final String TRACE_ID = "trace_id";
    public static final String CORRELATION_ID = "correlation_id";
    public static final String CAUSATION_ID = "causation_id";
    public static final String SOURCE = "source";

    /** Of the request with the idempotency key, hex; on the first event of an append only. Not there when read. */
    public static final String REQUEST_MAC = "request_mac";

    /** The tag {@code key:…} of the idempotency key, added to the message's tags; on the first event of an append only. */
    public static final String KEY_TAG = "key_tag";

    /** Decimal; there when read. */
    public static final String POSITION = "position";

    /** Decimal; there when read. */
    public static final String STREAM_VERSION = "stream_version";

    private EnvelopeMetadata() {}
}
