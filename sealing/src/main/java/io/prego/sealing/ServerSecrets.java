package io.prego.sealing;

/** The named secrets of the server, all derived from the master key, so that one file holds them. Never logged. */
public final class ServerSecrets {

    private final MasterKey master;

    public ServerSecrets(MasterKey master) {
        this.master = master;
    }

    /** For the MACs of idempotency keys and request bodies. */
    public byte[] idempotencyKey() {
        return master.derive("idempotency");
    }

    /** For {@link Fingerprints}: without it nobody can link stored fingerprints to addresses. */
    public byte[] fingerprintKey() {
        return master.derive("fingerprint");
    }
}
