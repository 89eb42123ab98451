package io.prego.query.event;

import io.prego.event.RecordedEvent;
import io.prego.query.live.Block;
import io.prego.query.live.EventTail;
import io.prego.query.reading.LogIndex;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The routes that answer about events. */
@Configuration(proxyBeanMethods = false)
@Import({
    EventReader.class,
    ListEventsEndpoint.class,
    GetEventEndpoint.class,
    TenantHistoryEndpoint.class,
    StreamEventsEndpoint.class
})
public class EventQueries {

    @Bean
    EventTail eventTail(LogIndex log, JsonMapper json) {
        return new EventTail(log, event -> block(event, json));
    }

    private static Block block(RecordedEvent event, JsonMapper json) {
        return Block.of(
                "id: " + event.position(),
                "event: " + event.type(),
                "data: " + json.writeValueAsString(EventView.of(event)));
    }
}
