package io.prego.event.command;

import io.prego.event.Wire;
import io.prego.event.codec.RecordCodec;
import io.prego.event.codec.UndecodableEvent;
import io.prego.event.command.AutomationCommand.ConfirmDispatch;
import io.prego.event.command.AutomationCommand.DispatchJob;
import io.prego.event.schema.Schemas;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of the commands topic.
 *
 * @param idempotencyKey derived from the causing event, so that a repeat of the message changes nothing
 * @param actor {@code type:id} of the automation
 * @param causationId the event that made the automation ask
 * @param traceId of that event, if it has one
 */
public record CommandMessage(
        AutomationCommand command,
        String idempotencyKey,
        String actor,
        String causationId,
        @Nullable String traceId) {

    private static final String PACKAGE = "io.prego.command.";
    private static final RecordCodec<DispatchJob> DISPATCH =
            new RecordCodec<>(DispatchJob.class, PACKAGE + "DispatchJob", Schemas.committed());
    private static final RecordCodec<ConfirmDispatch> CONFIRM =
            new RecordCodec<>(ConfirmDispatch.class, PACKAGE + "ConfirmDispatch", Schemas.committed());

    /** The headers of the record, names to UTF-8 values. */
    public Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("command_idempotency_key", idempotencyKey);
        headers.put("command_actor", actor);
        headers.put("command_causation", causationId);
        if (traceId != null) {
            headers.put("command_trace", traceId);
        }
        return headers;
    }

    /** The value of the record, in the Confluent wire format. */
    public byte[] value() {
        return switch (command) {
            case DispatchJob dispatch -> Wire.frame(DISPATCH.schemaId(), DISPATCH.encode(dispatch));
            case ConfirmDispatch confirm -> Wire.frame(CONFIRM.schemaId(), CONFIRM.encode(confirm));
        };
    }

    /** The message of a record; {@link UndecodableEvent} when it is none. */
    public static CommandMessage read(Map<String, String> headers, byte[] value) {
        return new CommandMessage(
                command(value),
                header(headers, "command_idempotency_key"),
                header(headers, "command_actor"),
                header(headers, "command_causation"),
                headers.get("command_trace"));
    }

    private static AutomationCommand command(byte[] value) {
        var id = Wire.schemaId(value);
        var schema = Schemas.committed().find(id);
        var subject = schema == null ? "" : schema.subject();
        return switch (subject) {
            case PACKAGE + "DispatchJob" -> DISPATCH.decode(id, Wire.payload(value));
            case PACKAGE + "ConfirmDispatch" -> CONFIRM.decode(id, Wire.payload(value));
            default -> throw new UndecodableEvent("schema %d is no command".formatted(id));
        };
    }

    private static String header(Map<String, String> headers, String name) {
        var value = headers.get(name);
        if (value == null) {
            throw new UndecodableEvent("the header %s is missing".formatted(name));
        }
        return value;
    }
}
