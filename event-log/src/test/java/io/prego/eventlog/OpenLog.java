package io.prego.eventlog;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A log of its own for each test. */
abstract class OpenLog {

    Database database;
    EventLog log;

    @BeforeEach
    final void open() {
        database = Database.migrated();
        log = database.open();
    }

    @AfterEach
    final void close() {
        log.close();
    }
}
