package io.prego.benchmark.run;

import java.io.IOException;

/**
 * A candidate as the run knows it.
 *
 * @param name of it within its process
 * @param label in tables; {@code %s} stands for the version of its library
 * @param module under {@code benchmarks}
 * @param main class of its process
 * @param library whose version is told, as its jar is named; empty for none
 */
record Competitor(String name, String label, String module, String main, String library) {

    static final Competitor PREGO = prego("prego", "Prego");
    static final Competitor BARE = prego("bare", "bare `INSERT … SELECT unnest`, grouped, nothing else");
    static final Competitor AXON4 = axon4("axon4-jdbc", "Axon Framework %s, JDBC");
    static final Competitor AXON4_TUNED =
            axon4("axon4-jdbc-tuned", "Axon Framework %s, JDBC, 2 × cores + 1 connections");
    static final Competitor AXON4_CACHED = axon4("axon4-jdbc-cached", "Axon Framework %s, JDBC, caching repository");
    static final Competitor AXON4_CACHED_TUNED =
            axon4("axon4-jdbc-cached-tuned", "Axon Framework %s, JDBC, caching repository, 2 × cores + 1 connections");

    static final Competitor PEKKO = pekko("pekko-jdbc", "Pekko Persistence JDBC %s");
    static final Competitor PEKKO_TUNED =
            pekko("pekko-jdbc-tuned", "Pekko Persistence JDBC %s, writers as cores, 2 × cores + 1 connections");

    private static Competitor pekko(String name, String label) {
        return new Competitor(
                name, label, "peer-pekko", "io.prego.benchmark.pekko.PekkoProcess", "pekko-persistence-jdbc");
    }

    static final Competitor AXON5 = axon5("axon5-jpa", "Axon Framework %s, JPA");
    static final Competitor AXON5_TUNED =
            axon5("axon5-jpa-tuned", "Axon Framework %s, JPA, 2 × cores + 1 connections, batched statements");

    private static Competitor axon5(String name, String label) {
        return new Competitor(name, label, "peer-axon5", "io.prego.benchmark.axon5.Axon5Process", "axon-eventsourcing");
    }

    /** The label as tables show it. */
    String labelWithVersion() throws IOException {
        return library.isEmpty() ? label : label.formatted(ClassPath.of(this).versionOf(library));
    }

    private static Competitor prego(String name, String label) {
        return new Competitor(name, label, "prego", "io.prego.benchmark.prego.PregoProcess", "");
    }

    private static Competitor axon4(String name, String label) {
        return new Competitor(name, label, "peer-axon4", "io.prego.benchmark.axon4.Axon4Process", "axon-eventsourcing");
    }
}
