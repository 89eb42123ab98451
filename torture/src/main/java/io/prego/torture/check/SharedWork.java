package io.prego.torture.check;

import io.prego.event.Topics;
import io.prego.torture.history.Answer;
import io.prego.torture.platform.Node;
import io.prego.torture.platform.Patience;
import io.prego.torture.platform.Platform;
import io.prego.torture.platform.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Two instances of a process share its work: partitions, read models; of two relays one is at work. */
public final class SharedWork {

    private static final String INVARIANT = "instances share the work";
    private static final Duration WITHIN = Duration.ofSeconds(40);
    private static final List<String> GROUPS = List.of(
            Topics.TENANT_STATES, "prego-automation-dispatch", "prego-automation-local-pipeline", "prego-command-api");

    /** As health names them. */
    private static final Set<String> PROJECTIONS =
            Set.of("tenantDirectory", "hostnameMap", "provisioningState", "eventList", "deadLetter");

    private SharedWork() {}

    /** What is not shared after so long as it takes to share it; empty when all is. */
    public static List<Violation> await(Platform platform) throws IOException, InterruptedException {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", platform.broker().bootstrapServers()))) {
            var unshared = new ArrayList<String>();
            Patience.await(WITHIN, () -> {
                unshared.clear();
                unshared.addAll(partitions(admin));
                unshared.addAll(readModels(platform.nodes(Role.PROJECTIONS)));
                unshared.addAll(relays(platform.nodes(Role.COMMAND_API)));
                return unshared.isEmpty();
            });
            return unshared.stream().map(what -> Violation.of(INVARIANT, what)).toList();
        }
    }

    private static List<String> partitions(Admin admin) throws IOException, InterruptedException {
        try {
            return admin.describeConsumerGroups(GROUPS).all().get().values().stream()
                    .filter(group -> group.members().size() != 2
                            || group.members().stream()
                                    .anyMatch(member -> member.assignment()
                                            .topicPartitions()
                                            .isEmpty()))
                    .map(Object::toString)
                    .toList();
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private static List<String> readModels(List<Node> nodes) throws InterruptedException {
        var unshared = new ArrayList<String>();
        var all = new ArrayList<String>();
        for (var node : nodes) {
            var health = health(node);
            var owned = new TreeSet<String>();
            for (var name : PROJECTIONS) {
                if (detail(health, name, "reason").startsWith("follows its inputs")) {
                    owned.add(name);
                }
            }
            if (owned.isEmpty()) {
                unshared.add(node.name() + " owns no read model");
            }
            all.addAll(owned);
        }
        if (all.size() != PROJECTIONS.size() || !PROJECTIONS.containsAll(all)) {
            unshared.add("owned are " + all);
        }
        return unshared;
    }

    private static List<String> relays(List<Node> nodes) throws InterruptedException {
        var leaders = new ArrayList<String>();
        for (var node : nodes) {
            if (detail(health(node), "relay", "leader").equals("true")) {
                leaders.add(node.name());
            }
        }
        return leaders.size() == 1 ? List.of() : List.of("relays are at work in " + leaders);
    }

    private static Answer health(Node node) throws InterruptedException {
        var health = node.health();
        return new Answer(health.status(), Map.of(), health.words());
    }

    private static String detail(Answer health, String component, String name) {
        return health.json()
                .at("/components/%s/details/%s".formatted(component, name))
                .asString("");
    }
}
