package io.prego.query;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back. */
record Answer(int status, String body, HttpHeaders headers) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.body(), response.headers());
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    String text(String field) {
        return json().path(field).asString();
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** One field of each item of a list. */
    List<String> items(String field) {
        return StreamSupport.stream(json().path("items").spliterator(), false)
                .map(item -> item.path(field).asString())
                .toList();
    }

    List<String> fieldNames() {
        return List.copyOf(json().propertyNames());
    }
}
