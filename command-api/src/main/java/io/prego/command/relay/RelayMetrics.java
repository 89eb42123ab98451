package io.prego.command.relay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** Position and lag, in events; not a number on a node that does not relay. */
final class RelayMetrics implements MeterBinder {

    private final RelayStatus status;

    RelayMetrics(RelayStatus status) {
        this.status = status;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge("prego.relay.position", "The last event that is published", RelayStatus::position, registry);
        gauge("prego.relay.lag", "Events in the log that are not published", RelayStatus::lag, registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<RelayStatus> value, MeterRegistry registry) {
        Gauge.builder(name, status, of -> relays(of) ? value.applyAsDouble(of) : Double.NaN)
                .description(description)
                .register(registry);
    }

    // A relay that fails is the one whose lag matters most.
    private static boolean relays(RelayStatus status) {
        return !(status.state() instanceof RelayState.StandingBy || status.state() instanceof RelayState.Stopped);
    }
}
