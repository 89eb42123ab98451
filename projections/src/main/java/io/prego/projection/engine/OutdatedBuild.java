package io.prego.projection.engine;

import java.io.Serial;

/** The second generation lacks what a migration has given the first meanwhile; it has to be made again like it. */
final class OutdatedBuild extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    OutdatedBuild(String table) {
        super("the table " + table + " was changed after its second generation had been made");
    }
}
