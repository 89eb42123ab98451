package io.prego.query.start;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The start page and the figures on it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StartSettings.class)
@Import({StartPageEndpoint.class, OverviewEndpoint.class, OverviewReader.class})
public class StartQueries {}
