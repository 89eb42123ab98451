package io.prego.query.deadletter;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The route that answers about dead letters. */
@Configuration(proxyBeanMethods = false)
@Import({LetterReader.class, ListDeadLettersEndpoint.class})
public class DeadLetterQueries {}
