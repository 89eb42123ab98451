package io.prego.benchmark.run;

import io.prego.benchmark.Measurements;
import java.io.IOException;
import java.util.List;

/** One benchmark: who competes, how one of them is measured once, and what has to come out. */
interface Trial extends AutoCloseable {

    /** What is asked of each, as a phrase. */
    String load();

    Schedule schedule();

    /** Those that are measured; without a peer the whole product alone. */
    default List<Competitor> competitors() {
        return List.of(Platform.PREGO);
    }

    List<Column> columns();

    List<Target> targets();

    /** Measures one of them on something fresh; what it leaves behind does not reach the next one. */
    Measurements measure(Competitor competitor, int round) throws Exception;

    /** What else decides about the figures, line by line. Asked for after the last round. */
    List<String> settings() throws Exception;

    @Override
    default void close() throws IOException {}
}
