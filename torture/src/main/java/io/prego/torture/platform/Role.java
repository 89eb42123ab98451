package io.prego.torture.platform;

import io.prego.command.CommandApiApplication;
import io.prego.projection.ProjectionsApplication;
import io.prego.query.QueryApiApplication;
import io.prego.stream.StreamProcessorsApplication;
import java.util.Locale;

/** What a process of the product does. */
public enum Role {
    COMMAND_API(CommandApiApplication.class),
    STREAM_PROCESSORS(StreamProcessorsApplication.class),
    PROJECTIONS(ProjectionsApplication.class),
    QUERY_API(QueryApiApplication.class);

    private final Class<?> main;

    Role(Class<?> main) {
        this.main = main;
    }

    Class<?> main() {
        return main;
    }

    /** As the modules are named: {@code command-api}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
