package io.prego.compose.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What one company does, and what is done about its job.
 *
 * @param plan {@code trial} and so on
 * @param placement how its servers are asked for
 * @param then what an operator does once the job is there or has failed
 */
record Scene(String company, String slug, String region, String plan, Placement placement, Then then) {

    /** How many companies there are in the whole. */
    static final int COMPANIES = 200;

    private static final long SEED = 20_260_102;
    private static final List<String> PLANS =
            List.of("trial", "trial", "trial", "starter", "starter", "starter", "business", "business", "enterprise");
    private static final List<String> STAGES = List.of("pulumi", "ansible", "zuplo-sync", "callback");

    enum Placement {
        NEW_SERVER,
        NAMED_SERVER,
        NOWHERE
    }

    enum Then {
        NOTHING,
        RETRY,
        MAP_HOSTNAME,
        CANCEL
    }

    /** The same scenes in the same order every time, so that two who look see the same. */
    static List<Scene> all() {
        var companies = new ArrayList<Naming.Company>();
        Naming.ALL.forEach(naming -> companies.addAll(naming.companies()));
        var dice = new Random(SEED);
        Collections.shuffle(companies, dice);
        var scenes = new ArrayList<Scene>();
        for (var i = 0; i < COMPANIES; i++) {
            scenes.add(of(companies.get(i), i, PLANS.get(dice.nextInt(PLANS.size()))));
        }
        return List.copyOf(scenes);
    }

    /** Most go well. In forty there are three that fail once, two that fail again, and one or two each of the rarer fates. */
    private static Scene of(Naming.Company company, int number, String plan) {
        var stage = STAGES.get(number / 40 % STAGES.size());
        return switch (number % 40) {
            case 3, 14, 25 -> slug(company, plan, "fail-%s-once-".formatted(stage), Then.RETRY);
            case 8 -> slug(company, plan, "fail-%s-".formatted(stage), Then.RETRY);
            case 19 -> slug(company, plan, "fail-%s-".formatted(stage), Then.NOTHING);
            case 30 -> slug(company, plan, "fail-dns-", Then.NOTHING);
            case 34 -> scene(company, plan, "", Placement.NOWHERE, Then.NOTHING);
            case 11 -> scene(company, plan, "", Placement.NEW_SERVER, Then.CANCEL);
            case 5, 27 -> slug(company, plan, "", Then.MAP_HOSTNAME);
            case 6, 22, 38 -> scene(company, plan, "", Placement.NAMED_SERVER, Then.NOTHING);
            default -> slug(company, plan, "", Then.NOTHING);
        };
    }

    private static Scene slug(Naming.Company company, String plan, String prefix, Then then) {
        return scene(company, plan, prefix, Placement.NEW_SERVER, then);
    }

    private static Scene scene(Naming.Company company, String plan, String prefix, Placement placement, Then then) {
        return new Scene(company.name(), prefix + company.slug(), company.region(), plan, placement, then);
    }
}
