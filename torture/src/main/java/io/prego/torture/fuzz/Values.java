package io.prego.torture.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Values that the contract allows, of things that exist where an id is asked for, and values that nobody should send. */
final class Values {

    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "null",
            "../../etc/passwd",
            "' OR 1=1 --",
            "\u0000",
            "a\nb\r\nSet-Cookie: x",
            "\u202Eabc",
            "주식회사 아크메",
            "e\u0301".repeat(40),
            "\uD83D\uDE80",
            "%00%2e%2e%2f",
            "${jndi:ldap://x}",
            "<script>alert(1)</script>",
            "9".repeat(400),
            "-1",
            "0",
            "9223372036854775808",
            "1e309",
            "NaN",
            "true",
            "2999-01-01T00:00:00Z",
            "2026-13-45T99:99:99Z",
            "tnt_unknown",
            "job_unknown",
            "*");

    private final Random random;
    private final Map<String, List<String>> existing;
    private int count;

    /** @param existing ids by the word that names their kind: {@code tnt}, {@code job}, {@code event}, {@code hostname} */
    Values(Random random, Map<String, List<String>> existing) {
        this.random = random;
        this.existing = existing;
    }

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    <T> T any(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    String hostile() {
        return any(HOSTILE);
    }

    /** A parameter's value as the contract allows it. */
    String valid(Operation operation, JsonNode parameter) {
        var name = parameter.path("name").asString("");
        return switch (name) {
            case "id" -> id(operation.path());
            case "hostname" -> any(known("hostname", "www.fuzz.example"));
            case "event_id" -> any(known("event", "01980000-0000-7000-8000-000000000000"));
            case "tenant_id", "stream_id", "key" -> any(known("tnt", "tnt_unknown"));
            case "slug" -> "fuzz-" + count++;
            case "as_of", "from", "to", "X-Min-Event-Position" -> Integer.toString(1 + random.nextInt(50));
            case "limit" -> Integer.toString(1 + random.nextInt(1000));
            case "stuck_for" -> "PT5M";
            case "updated_since" -> "2026-01-01T00:00:00Z";
            case "version" -> "1";
            case "subject" -> "io.prego.tenant.TenantActivated";
            case "name" -> any(List.of("event", "tenant_directory"));
            case "If-Match" -> any(List.of("*", "\"3\""));
            case "Idempotency-Key" -> "fuzz-key-" + random.nextInt(2_000);
            case "x-trace-id" -> "trace_fuzz_" + count++;
            default -> word(parameter.path("schema"));
        };
    }

    private String id(String path) {
        if (path.contains("/schemas/")) {
            return Integer.toString(1 + random.nextInt(40));
        }
        return any(path.contains("jobs") ? known("job", "job_unknown") : known("tnt", "tnt_unknown"));
    }

    private List<String> known(String kind, String otherwise) {
        var ids = existing.getOrDefault(kind, List.of());
        return ids.isEmpty() ? List.of(otherwise) : ids;
    }

    private String word(JsonNode schema) {
        var words = schema.path("enum");
        return words.isEmpty()
                ? "word"
                : words.get(random.nextInt(words.size())).asString("word");
    }

    /** A body as the contract allows it. */
    Map<String, @Nullable Object> body(JsonNode schema) {
        var required = schema.path("required").toString();
        var body = new LinkedHashMap<String, @Nullable Object>();
        schema.path("properties").propertyStream().forEach(property -> {
            if (required.contains("\"" + property.getKey() + "\"") || chance(3)) {
                body.put(property.getKey(), value(property.getKey(), property.getValue()));
            }
        });
        return body;
    }

    private @Nullable Object value(String name, JsonNode schema) {
        var type = schema.path("type").toString();
        if (type.contains("boolean")) {
            return random.nextBoolean();
        }
        if (type.contains("integer")) {
            return 1 + random.nextInt(2);
        }
        if (type.contains("object")) {
            return Map.of("server_ip", "10.0.0." + random.nextInt(255));
        }
        return switch (name) {
            case "company_name" -> "Fuzz company " + count++;
            case "subdomain_slug" -> "fuzz-" + count++;
            case "owner_email" -> "fuzz%d@planted.example".formatted(count++);
            case "job_id" -> any(known("job", "job_unknown"));
            case "tenant_id" -> any(known("tnt", "tnt_unknown"));
            case "by" -> "operator:fuzz";
            case "handoff_token" -> null;
            default -> word(schema);
        };
    }
}
