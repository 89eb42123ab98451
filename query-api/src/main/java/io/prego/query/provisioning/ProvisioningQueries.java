package io.prego.query.provisioning;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The routes that answer about provision jobs. */
@Configuration(proxyBeanMethods = false)
@Import({JobReader.class, GetJobEndpoint.class, ListJobsEndpoint.class})
public class ProvisioningQueries {}
