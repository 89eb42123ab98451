package io.prego.query.start;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bound from {@code prego.start.*}.
 *
 * @param publicCounts whether callers without the internal key are told how many tenants and jobs there are: how a business
 *     goes is nobody else's business, so only development says it
 */
@ConfigurationProperties(prefix = "prego.start", ignoreUnknownFields = false)
record StartSettings(@DefaultValue("false") boolean publicCounts) {}
