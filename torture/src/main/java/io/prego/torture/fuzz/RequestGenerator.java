package io.prego.torture.fuzz;

import io.prego.torture.history.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Requests of three shapes: as the contract says, with one thing wrong, and hostile. */
final class RequestGenerator {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int BYTES_OVER_THE_LIMIT = 2 << 20;
    private static final int DEEP = 3_000;
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");

    private final List<Operation> operations;
    private final Values values;

    RequestGenerator(List<Operation> operations, Values values) {
        this.operations = operations;
        this.values = values;
    }

    Call next() {
        var operation = values.any(operations);
        var valid = valid(operation);
        if (values.chance(3)) {
            return valid;
        }
        return values.chance(2) ? nearly(operation, valid) : hostile(valid);
    }

    private Call valid(Operation operation) {
        var path = operation.path();
        var query = new ArrayList<String>();
        var headers = new HashMap<String, String>();
        for (var parameter : operation.parameters()) {
            var name = parameter.path("name").asString("");
            var value = values.valid(operation, parameter);
            switch (parameter.path("in").asString("")) {
                case "path" -> path = path.replace("{" + name + "}", encoded(value));
                case "query" -> {
                    if (name.equals("slug") || (values.chance(4) && !name.equals("cursor"))) {
                        query.add(name + "=" + encoded(value));
                    }
                }
                default -> {
                    if (values.chance(3)) {
                        headers.put(name.toLowerCase(java.util.Locale.ROOT), value);
                    }
                }
            }
        }
        var body = operation.body() == null ? null : JSON.writeValueAsString(values.body(operation.body()));
        if (body != null) {
            headers.put("content-type", "application/json");
        }
        return new Call(
                operation.method(), path + (query.isEmpty() ? "" : "?" + String.join("&", query)), headers, body);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** One thing is wrong. */
    private Call nearly(Operation operation, Call valid) {
        if (operation.body() != null && !values.chance(4)) {
            return with(valid, spoilt(values.body(operation.body())));
        }
        var parameter = operation.parameters().isEmpty() ? null : values.any(operation.parameters());
        if (parameter == null || parameter.path("in").asString("").equals("header")) {
            var name = parameter == null ? "x-trace-id" : parameter.path("name").asString("");
            return valid.with(name.toLowerCase(java.util.Locale.ROOT), printable(values.hostile()));
        }
        var name = parameter.path("name").asString("");
        if (parameter.path("in").asString("").equals("query")) {
            return moved(valid, valid.path() + separator(valid) + name + "=" + encoded(values.hostile()));
        }
        return moved(valid, operation.path().replaceAll("\\{[^}]*}", encoded(values.hostile() + "x")));
    }

    private String spoilt(Map<String, @Nullable Object> body) {
        var names = new ArrayList<>(body.keySet());
        var name = names.isEmpty() ? "unknown_field" : values.any(names);
        if (values.chance(5)) {
            body.remove(name);
        } else if (values.chance(5)) {
            body.put("unknown_field", 1);
        } else if (values.chance(5)) {
            body.put(name, null);
        } else if (values.chance(4)) {
            body.put(name, List.of(1, Map.of("a", "b")));
        } else if (values.chance(3)) {
            body.put(name, 4711.5);
        } else {
            body.put(name, values.hostile());
        }
        return JSON.writeValueAsString(body);
    }

    private Call hostile(Call valid) {
        return switch (values.any(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))) {
            case 0 -> with(valid, "{\"company_name\": ");
            case 1 -> with(valid, "[".repeat(DEEP) + "]".repeat(DEEP));
            case 2 -> with(valid, "{\"a\":1,\"a\":2}");
            case 3 ->
                values.chance(10)
                        ? with(valid, "\"" + "x".repeat(BYTES_OVER_THE_LIMIT) + "\"")
                        : with(valid, "\u0000\uFFFF");
            case 4 -> valid.with("content-type", "application/x-www-form-urlencoded");
            case 5 -> new Call(values.any(METHODS), valid.path(), valid.headers(), valid.body());
            case 6 -> moved(valid, "/" + encoded(values.hostile()) + valid.path());
            case 7 -> valid.with("authorization", values.any(List.of("Bearer wrong", "Basic eDp5", "Bearer", "x")));
            case 8 -> moved(valid, valid.path() + separator(valid) + "unknown=" + encoded(values.hostile()));
            default -> valid.with("accept", "image/png").with("x-forwarded-for", printable(values.hostile()));
        };
    }

    private static Call with(Call call, String body) {
        var headers = new HashMap<>(call.headers());
        headers.put("content-type", "application/json");
        return new Call(call.method(), call.path(), headers, body);
    }

    private static Call moved(Call call, String path) {
        return new Call(call.method(), path, call.headers(), call.body());
    }

    private static String separator(Call call) {
        return call.path().contains("?") ? "&" : "?";
    }

    /** What a client can put into a header at all. */
    private static String printable(String value) {
        var printable = value.replaceAll("[^\\x20-\\x7e]", "?").strip();
        return printable.isEmpty() ? "?" : printable;
    }
}
