package io.prego.edge.body;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that one endpoint answers another media type than JSON. Unlike {@code produces} it has no part in choosing the
 * endpoint: a caller that accepts no such answer is told so, and is not led to a path with a variable in that place.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {

    /** Such as {@code text/event-stream}. */
    String value();
}
