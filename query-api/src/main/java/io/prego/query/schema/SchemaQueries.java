package io.prego.query.schema;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The routes that describe what Prego speaks. */
@Configuration(proxyBeanMethods = false)
@Import({SchemaRegistryEndpoint.class, ApiDescriptionEndpoint.class})
public class SchemaQueries {}
