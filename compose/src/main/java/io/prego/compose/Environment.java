package io.prego.compose;

import io.prego.launch.Production;
import io.prego.launch.Surroundings;
import io.prego.launch.Variables;
import io.prego.stream.StreamVariables;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a start, from environment variables; every one is described in the README. What is not given is
 * embedded, and a key that is not given is made at the first start and kept in the data folder.
 *
 * @param common what every process is told
 * @param kafkaPort of the embedded broker
 * @param postgresPort of the embedded database
 * @param streams what the stream processors are told
 * @param demo whether an empty log gets a short invented history
 */
record Environment(Surroundings common, int kafkaPort, int postgresPort, StreamVariables streams, boolean demo) {

    private static final int PORT = 8080;

    /**
     * Reads the variables; {@link IllegalArgumentException} names the variable, what it takes and what it got.
     *
     * @param values value by name, null when unset
     */
    static Environment read(Function<String, @Nullable String> values) {
        var variables = new Variables(values);
        var common = Surroundings.read(variables, PORT);
        return new Environment(
                common,
                variables.number("PREGO_KAFKA_PORT", 19092, 0, Surroundings.PORT_MAX),
                variables.number("PREGO_POSTGRES_PORT", 15432, 0, Surroundings.PORT_MAX),
                StreamVariables.read(variables, common.production()),
                demo(variables, common.production()));
    }

    private static boolean demo(Variables variables, boolean production) {
        var demo = variables
                .oneOf("PREGO_DEMO", production ? "off" : "on", "on", "off")
                .equals("on");
        if (production) {
            Production.require(!demo, "PREGO_DEMO must be off");
        }
        return demo;
    }
}
