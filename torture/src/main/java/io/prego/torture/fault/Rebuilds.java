package io.prego.torture.fault;

import io.prego.torture.history.Answer;
import io.prego.torture.history.Call;
import io.prego.torture.history.Client;
import io.prego.torture.platform.Node;
import io.prego.torture.platform.Patience;
import io.prego.torture.platform.Platform;
import io.prego.torture.platform.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Has read models built anew, and finds out who builds them. */
final class Rebuilds {

    private static final Map<String, String> NAMES_IN_HEALTH = Map.of(
            "tenant_directory", "tenantDirectory",
            "hostname_map", "hostnameMap",
            "provisioning_state", "provisioningState",
            "event", "eventList");
    private static final Duration PHASE_WITHIN = Duration.ofSeconds(10);

    private final Platform platform;
    private final Client operator;

    Rebuilds(Platform platform, Client operator) {
        this.platform = platform;
        this.operator = operator;
    }

    /** Begins one and returns who builds, once it is in that phase, or in whichever comes last before its end. */
    Node builderIn(Fault.KillInRebuild fault) throws IOException, InterruptedException {
        var path = "/internal/projections/" + fault.projection();
        var _ = operator.persist(Call.of("POST", path + "/rebuild"), PHASE_WITHIN);
        Patience.await(PHASE_WITHIN, () -> isInPhase(fault));
        return builder(fault.projection());
    }

    /** Whoever owns the projection builds it; while nobody says that he does, it is any of them. */
    private Node builder(String projection) throws InterruptedException {
        var candidates = platform.nodes(Role.PROJECTIONS);
        var inHealth = Objects.requireNonNull(NAMES_IN_HEALTH.get(projection));
        for (var node : candidates) {
            var said = new Answer(200, Map.of(), node.health().words()).json();
            var reason = said.at("/components/%s/details/reason".formatted(inHealth));
            if (reason.asString("").startsWith("follows its inputs")) {
                return node;
            }
        }
        return candidates.getFirst();
    }

    private boolean isInPhase(Fault.KillInRebuild fault) {
        try {
            var answer = operator.once(Call.get("/internal/projections"));
            if (answer == null) {
                return false;
            }
            for (var item : answer.json().path("items")) {
                if (item.path("name").asString("").equals(fault.projection())) {
                    var build = item.path("build");
                    return build.isNull() || build.path("phase").asString("").equals(fault.phase());
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
