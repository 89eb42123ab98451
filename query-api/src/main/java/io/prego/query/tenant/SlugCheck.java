package io.prego.query.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** @param reason {@code malformed}, {@code reserved} or {@code taken}; left out when the slug is available */
record SlugCheck(
        String slug,
        boolean available,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {}
