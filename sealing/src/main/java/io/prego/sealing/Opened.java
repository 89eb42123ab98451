package io.prego.sealing;

/** What became of a sealed field. */
public sealed interface Opened {

    /** The field as it was. */
    record Text(String value) implements Opened {

        /** Never the content, so that no log line can carry it. */
        @Override
        public String toString() {
            return "opened(%d characters)".formatted(value.length());
        }
    }

    /** The subject's key was destroyed: nobody can read the field again. */
    record Erased() implements Opened {}
}
