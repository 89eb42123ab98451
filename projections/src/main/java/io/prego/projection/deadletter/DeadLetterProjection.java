package io.prego.projection.deadletter;

import io.prego.event.Topics;
import io.prego.projection.engine.Column;
import io.prego.projection.engine.Input;
import io.prego.projection.engine.Projection;
import io.prego.projection.engine.Table;
import java.util.List;

/** {@link Topics#DEAD_LETTERS} (by the key of what waits) to {@code read.dead_letter}: the last version of each letter. */
public final class DeadLetterProjection {

    public static final String NAME = "dead_letter";

    private static final Table<LetterVersion> TABLE = Table.ofLatest(
            "read.dead_letter",
            Column.text("id", version -> version.letter().id()),
            Column.bigint("letter_offset", LetterVersion::offset),
            List.of(
                    Column.bigint("position", version -> version.letter().position()),
                    Column.text("consumer", version -> version.letter().consumer()),
                    Column.text("record_key", LetterVersion::key),
                    Column.text("topic", version -> version.letter().place().topic()),
                    Column.integer(
                            "partition", version -> version.letter().place().partition()),
                    Column.bigint(
                            "record_offset", version -> version.letter().place().offset()),
                    Column.text("event_type", version -> version.letter().eventType()),
                    Column.word("cause", version -> version.letter().poison().cause()),
                    Column.text("error", version -> version.letter().poison().error()),
                    Column.text("reason", version -> version.letter().poison().reason()),
                    Column.word("state", version -> version.letter().state()),
                    Column.integer("tries", version -> version.letter().tries()),
                    Column.bigint("behind", version -> version.letter().behind()),
                    Column.instant("parked_at", version -> version.letter().parkedAt()),
                    Column.instant("updated_at", LetterVersion::writtenAt)));

    private DeadLetterProjection() {}

    public static Projection<?> create() {
        return new Projection<>(NAME, 1, Input.ofEvents(List.of(Topics.DEAD_LETTERS)), LetterVersion::of, TABLE);
    }
}
