package io.prego.benchmark;

import java.util.Locale;

/** What is measured. */
public enum Benchmark {

    /** Many aggregates, each created and then changed a few times by one caller. */
    APPEND,

    /** All callers change a few aggregates: each is a counter that must come out right. */
    CONFLICTS,

    /** Many events per command. */
    BATCH;

    public static Benchmark named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    public String lowerCaseName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
