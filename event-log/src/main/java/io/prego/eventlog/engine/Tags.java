package io.prego.eventlog.engine;

import io.prego.eventlog.TagQuery;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.Tag;

/** Axon's tags and criteria in the log's words. */
final class Tags {

    private static final QualifiedName NO_TYPE = new QualifiedName("io.prego.no.such.type");

    private Tags() {}

    static String text(Tag tag) {
        return tag.key() + ":" + tag.value();
    }

    static Tag tag(String text) {
        int colon = text.indexOf(':');
        return new Tag(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The alternatives of the criteria; never empty: criteria that any event meets become a query for any event. */
    static List<TagQuery> queries(EventCriteria criteria) {
        var criterions = criteria.flatten();
        // What has an "any event" among its alternatives flattens to the others alone.
        if (criterions.isEmpty() || criteria.matches(NO_TYPE, Set.of())) {
            return List.of(new TagQuery(Set.of(), Set.of()));
        }
        return criterions.stream().map(Tags::query).toList();
    }

    private static TagQuery query(EventCriterion criterion) {
        return new TagQuery(
                criterion.tags().stream().map(Tags::text).collect(Collectors.toSet()),
                criterion.types().stream().map(QualifiedName::toString).collect(Collectors.toSet()));
    }
}
