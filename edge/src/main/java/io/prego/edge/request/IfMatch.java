package io.prego.edge.request;

/** The version that a caller saw, from {@code If-Match}. */
public sealed interface IfMatch {

    /** Whether a thing at this stream version may be changed; if not, the answer is 412. */
    boolean allows(long streamVersion);

    /**
     * {@code "<n>"}: exactly this version.
     *
     * @param streamVersion from 1
     */
    record Version(long streamVersion) implements IfMatch {
        @Override
        public boolean allows(long current) {
            return current == streamVersion;
        }
    }

    /** {@code *}: any version, so long as the thing exists. */
    record Existing() implements IfMatch {
        @Override
        public boolean allows(long current) {
            return current > 0;
        }
    }
}
