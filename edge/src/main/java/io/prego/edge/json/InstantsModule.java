package io.prego.edge.json;

import java.io.Serial;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Teaches Jackson the instants of {@link Instants}; numbers are not taken for instants. */
final class InstantsModule extends SimpleModule {

    @Serial
    private static final long serialVersionUID = 1L;

    InstantsModule() {
        super("prego-instants");
        addSerializer(Instant.class, new Print());
        addDeserializer(Instant.class, new Parse());
    }

    private static final class Print extends StdSerializer<Instant> {
        Print() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
            json.writeString(Instants.print(value));
        }
    }

    private static final class Parse extends StdDeserializer<Instant> {
        Parse() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, json);
            }
            var instant = Instants.parse(json.getString());
            if (instant == null) {
                throw context.weirdStringException("", Instant.class, "not an RFC 3339 instant");
            }
            return instant;
        }
    }
}
