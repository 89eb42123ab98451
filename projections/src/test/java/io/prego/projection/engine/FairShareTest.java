package io.prego.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairShareTest {

    private static final Set<String> ALL = Set.of("a", "b", "c");

    private final AtomicLong now = new AtomicLong();
    private final FairShare share = new FairShare(ALL, now::get, Duration.ofNanos(10));

    @Test
    void shares_of_all_ranks_are_all_projections_and_differ_by_one_at_most() {
        for (var instances = 1; instances <= 7; instances++) {
            for (var projections = 1; projections <= 7; projections++) {
                var shares = shares(instances, projections);
                assertThat(IntStream.of(shares).sum()).isEqualTo(projections);
                assertThat(shares[0] - shares[instances - 1]).isBetween(0, 1);
            }
        }
    }

    @Test
    void no_share_grows_when_an_instance_comes_behind() {
        for (var rank = 0; rank < 6; rank++) {
            for (var instances = rank + 1; instances < 7; instances++) {
                assertThat(around(instances + 1, rank, Set.of()).share(5))
                        .isLessThanOrEqualTo(around(instances, rank, Set.of()).share(5));
            }
        }
    }

    private static int[] shares(int instances, int projections) {
        return IntStream.range(0, instances)
                .map(rank -> around(instances, rank, Set.of()).share(projections))
                .toArray();
    }

    @Test
    void nothing_is_claimed_before_the_first_look_and_anything_when_the_others_are_out_of_sight() {
        assertThat(share.reserve("a")).isFalse();
        share.seeNothing();
        assertThat(ALL).allMatch(share::reserve);
        assertThat(ALL).noneMatch(share::handsOver);
    }

    @Test
    void what_is_free_is_claimed_up_to_the_share_and_beyond_it_only_after_the_patience() {
        share.see(around(2, 0, Set.of()));
        assertThat(share.reserve("a")).isTrue();
        assertThat(share.reserve("b")).isTrue();
        now.set(9);
        assertThat(share.reserve("c")).isFalse();
        now.set(10);
        assertThat(share.reserve("c")).isTrue();
    }

    @Test
    void the_patience_begins_anew_with_each_owner() {
        share.see(around(3, 2, Set.of()));
        assertThat(share.reserve("a")).isTrue();
        now.set(9);
        share.see(around(3, 2, ALL));
        now.set(10);
        share.see(around(3, 2, Set.of("a")));
        now.set(19);
        assertThat(share.reserve("b")).isFalse();
        now.set(20);
        assertThat(share.reserve("b")).isTrue();
    }

    @Test
    void what_another_instance_owns_is_not_claimed() {
        share.see(around(2, 0, Set.of("a")));
        assertThat(share.reserve("a")).isFalse();
        now.set(1_000);
        assertThat(share.reserve("a")).isFalse();
    }

    @Test
    void only_what_is_too_much_is_handed_over_and_only_what_is_wished_for() {
        claimAll();
        share.show();
        share.see(around(2, 0, ALL));
        assertThat(ALL).noneMatch(share::handsOver);
        share.see(new Look(2, 0, ALL, Set.of("a", "b")));
        assertThat(share.handsOver("c")).isFalse();
        assertThat(share.handsOver("a")).isTrue();
        assertThat(share.handsOver("b")).isFalse();
    }

    @Test
    void an_instance_wishes_while_it_owns_too_few_of_what_it_has_shown() {
        share.see(around(2, 1, ALL));
        assertThat(share.wishes()).isTrue();
        share.see(around(2, 0, Set.of()));
        assertThat(share.reserve("a")).isTrue();
        assertThat(share.reserve("b")).isTrue();
        assertThat(share.wishes()).isFalse();
        share.show();
        share.see(around(2, 0, ALL));
        share.release("a");
        assertThat(share.wishes()).as("others still see the rank of two").isFalse();
        share.show();
        assertThat(share.wishes()).isTrue();
    }

    @Test
    void who_has_claimed_since_it_was_seen_hands_nothing_over() {
        share.seeNothing();
        share.reserve("a");
        share.show();
        share.see(new Look(3, 2, ALL, ALL));
        assertThat(share.handsOver("a")).isFalse();
        share.see(new Look(4, 3, ALL, ALL));
        share.seeNothing();
        share.reserve("b");
        share.see(new Look(4, 3, ALL, ALL));
        assertThat(share.handsOver("a")).isFalse();
        share.show();
        assertThat(share.handsOver("a")).isTrue();
    }

    private void claimAll() {
        share.seeNothing();
        ALL.forEach(share::reserve);
    }

    private static Look around(int instances, int rank, Set<String> owned) {
        return new Look(instances, rank, owned, Set.of());
    }
}
