package io.prego.compose.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.compose.demo.Scene.Placement;
import io.prego.compose.demo.Scene.Then;
import io.prego.kernel.Slug;
import java.lang.Character.UnicodeScript;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SceneTest {

    @Test
    void the_same_scenes_come_in_the_same_order_every_time() {
        assertThat(Scene.all()).isEqualTo(Scene.all()).hasSize(200);
    }

    @Test
    void no_two_companies_want_the_same_slug_and_every_slug_is_one() {
        assertThat(Scene.all()).extracting(Scene::slug).doesNotHaveDuplicates().allSatisfy(Slug::new);
    }

    @Test
    void companies_of_all_regions_take_all_plans_and_write_their_names_in_many_scripts() {
        assertThat(Scene.all()).extracting(Scene::region).contains("sg", "us", "eu");
        assertThat(Scene.all()).extracting(Scene::plan).contains("trial", "starter", "business", "enterprise");
        var scripts = Scene.all().stream()
                .flatMap(scene -> scene.company().codePoints().mapToObj(UnicodeScript::of))
                .collect(Collectors.toSet());
        assertThat(scripts)
                .contains(UnicodeScript.HANGUL, UnicodeScript.HAN, UnicodeScript.THAI, UnicodeScript.DEVANAGARI)
                .contains(UnicodeScript.TAMIL, UnicodeScript.CYRILLIC, UnicodeScript.GREEK, UnicodeScript.ARABIC)
                .contains(UnicodeScript.HEBREW, UnicodeScript.LATIN);
    }

    @Test
    void some_fail_at_each_stage_some_for_good_some_once_and_some_are_cancelled() {
        for (var stage : new String[] {"pulumi", "ansible", "zuplo-sync", "callback"}) {
            assertThat(Scene.all())
                    .anyMatch(scene ->
                            scene.slug().startsWith("fail-%s-once-".formatted(stage)) && scene.then() == Then.RETRY)
                    .anyMatch(scene -> scene.slug().matches("fail-%s-(?!once-).*".formatted(stage))
                            && scene.then() == Then.NOTHING);
        }
        assertThat(Scene.all())
                .anyMatch(scene -> scene.slug().startsWith("fail-dns-"))
                .anyMatch(scene -> scene.placement() == Placement.NOWHERE)
                .anyMatch(scene -> scene.placement() == Placement.NAMED_SERVER)
                .anyMatch(scene -> scene.then() == Then.CANCEL)
                .anyMatch(scene -> scene.then() == Then.MAP_HOSTNAME)
                .anyMatch(scene -> scene.slug().matches("fail-\\w+-(?!once-).*") && scene.then() == Then.RETRY);
    }
}
