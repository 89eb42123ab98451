package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The written contract held against what runs: each route in both directions, each answer against its schema. */
class OpenApiTest {

    @TempDir
    private static Path data;

    private static Running prego;
    private static Client client;
    private static JsonNode document;

    @BeforeAll
    static void start() throws Exception {
        var variables = Map.of(
                "SERVER_PORT", PregoProcess.freePort(),
                "PREGO_KAFKA_PORT", PregoProcess.freePort(),
                "PREGO_POSTGRES_PORT", PregoProcess.freePort(),
                "PREGO_PIPELINE_STAGE_MS", "0",
                "PREGO_DATA_DIR", data.toString());
        prego = Prego.start(Environment.read(variables::get));
        client = new Client(prego.application().port(), DataFolder.open(data).internalKey());
        document = client.get("/openapi.json").body();
    }

    @AfterAll
    static void stop() {
        prego.close();
    }

    @Test
    void every_running_route_is_written_and_every_written_route_runs() {
        assertThat(written()).isEqualTo(running());
    }

    @Test
    void every_query_parameter_of_a_route_is_written() {
        handlers().forEach((route, handler) -> {
            var declared = Arrays.stream(handler.getMethodParameters())
                    .flatMap(OpenApiTest::names)
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toSet());
            assertThat(parameters(route)).as(route).containsAll(declared);
        });
    }

    private static Stream<String> names(MethodParameter parameter) {
        if (parameter.hasParameterAnnotation(ModelAttribute.class)) {
            return Arrays.stream(parameter
                            .getParameterType()
                            .getDeclaredConstructors()[0]
                            .getParameters())
                    .map(bound -> bound.isAnnotationPresent(BindParam.class)
                            ? bound.getAnnotation(BindParam.class).value()
                            : bound.getName());
        }
        return Stream.ofNullable(parameter.getParameterAnnotation(RequestParam.class))
                .map(query -> query.value().isEmpty() ? query.name() : query.value());
    }

    @Test
    void real_answers_are_as_their_schemas_say() {
        var accepted = client.register("as-the-schema-says");
        valid("TenantAccepted", accepted);
        client.awaitJob(accepted.text("job_id"), "Completed");
        var at = accepted.header("x-event-position");
        valid("Job", client.get("/v1/jobs/" + accepted.text("job_id")));
        var mapped = client.send(
                "PUT", "/internal/tenants/" + accepted.text("tenant_id") + "/hostnames/www.as-the-schema-says.example");
        valid("HostnameMapped", mapped);
        valid("Hostname", client.get("/internal/hostnames/www.as-the-schema-says.example"));
        valid("Tenant", client.get("/v1/tenants/" + accepted.text("tenant_id")));
        valid("SlugCheck", client.get("/v1/subdomain/check?slug=free-slug"));
        valid("SlugCheck", client.get("/v1/subdomain/check?slug=as-the-schema-says"));
        valid(
                "DirectoryItemPage",
                client.get("/internal/tenants-directory", it -> it.header("x-min-event-position", at)));
        valid("JobPage", client.get("/internal/jobs", it -> it.header("x-min-event-position", at)));
        var events = client.get("/internal/events?limit=5", it -> it.header("x-min-event-position", at));
        valid("EventPage", events);
        var id = events.body().get("items").get(0).get("event_id").asString();
        valid("Event", client.get("/internal/events/" + id));
        valid("EventPage", client.get("/internal/tenants/" + accepted.text("tenant_id") + "/history"));
        valid("ProjectionPage", client.get("/internal/projections"));
        valid("RebuildAccepted", client.post("/internal/projections/event/rebuild", ""));
        valid("RegistrySchema", client.get("/schemas/ids/1"));
        valid("SubjectVersion", client.get("/subjects/io.prego.tenant.TenantActivated/versions/latest"));
        valid("Problem", client.get("/v1/jobs/job_unknown"));
        valid("Problem", client.post("/v1/tenants", "{}"));
    }

    private static void valid(String schema, Client.Answer answer) {
        var root = "{\"$ref\": \"#/components/schemas/%s\", \"components\": %s}"
                .formatted(schema, document.get("components"));
        Set<ValidationMessage> faults = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(root)
                .validate(answer.http().body(), InputFormat.JSON);
        assertThat(faults).as("%s: %s", schema, answer.http().body()).isEmpty();
    }

    private static Set<String> written() {
        var routes = new TreeSet<String>();
        document.get("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(
                                method -> routes.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return routes;
    }

    private static Set<String> running() {
        return new TreeSet<>(handlers().keySet());
    }

    private static Map<String, HandlerMethod> handlers() {
        return prego.application().context().getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .flatMap(entry -> routes(entry.getKey()).stream().map(route -> Map.entry(route, entry.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
    }

    /** As callers know them: the health groups by name, without the framework's own overview and error page. */
    private static Set<String> routes(RequestMappingInfo info) {
        return info.getPatternValues().stream()
                .filter(pattern -> !pattern.equals("/") && !pattern.startsWith("/error") && !pattern.equals("/health"))
                .flatMap(pattern ->
                        pattern.equals("/health/**") ? Stream.of("/health/live", "/health/ready") : Stream.of(pattern))
                .flatMap(pattern ->
                        info.getMethodsCondition().getMethods().stream().map(method -> method + " " + pattern))
                .collect(Collectors.toSet());
    }

    private static Set<String> parameters(String route) {
        var words = route.split(" ");
        var operation = document.get("paths").get(words[1]).get(words[0].toLowerCase(java.util.Locale.ROOT));
        return StreamSupport.stream(operation.get("parameters").spliterator(), false)
                .map(OpenApiTest::resolved)
                .filter(parameter -> parameter.get("in").asString().equals("query"))
                .map(parameter -> parameter.get("name").asString())
                .collect(Collectors.toSet());
    }

    private static JsonNode resolved(JsonNode parameter) {
        var reference = parameter.get("$ref");
        return reference == null ? parameter : document.at(reference.asString().substring(1));
    }
}
