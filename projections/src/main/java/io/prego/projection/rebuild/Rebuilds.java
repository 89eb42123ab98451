package io.prego.projection.rebuild;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The routes by which operators see how far read models are and have them built anew. */
@Configuration(proxyBeanMethods = false)
@Import({BuildRequests.class, ProjectionReader.class, RebuildEndpoint.class, ListProjectionsEndpoint.class})
public class Rebuilds {}
