package io.prego.torture.fault;

import io.prego.torture.platform.Role;
import java.time.Duration;

/**
 * How long after a kill -9 everything was at work again, seen from outside.
 *
 * @param commands until every command was accepted
 * @param relay until all of them were published
 * @param projections until all of them were in a list of events
 * @param states until the states that they make could be read
 */
public record Recovery(Role killed, Duration commands, Duration relay, Duration projections, Duration states) {

    /** Of what the killed process does. */
    public Duration ofItsWork() {
        return switch (killed) {
            case COMMAND_API -> relay;
            case PROJECTIONS, QUERY_API -> projections;
            case STREAM_PROCESSORS -> states;
        };
    }
}
