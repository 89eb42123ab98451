package io.prego.compose;

import io.prego.launch.Application;

/** Prego at work. Closing drains the application first and stops the parts that it stands on afterwards. */
record Running(Application application, Parts parts) implements AutoCloseable {

    @Override
    public void close() {
        try {
            application.close();
        } finally {
            parts.close();
        }
    }
}
