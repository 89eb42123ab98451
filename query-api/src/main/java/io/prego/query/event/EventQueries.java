package io.prego.query.event;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The routes that answer about events. */
@Configuration(proxyBeanMethods = false)
@Import({EventReader.class, ListEventsEndpoint.class, GetEventEndpoint.class, TenantHistoryEndpoint.class})
public class EventQueries {}
