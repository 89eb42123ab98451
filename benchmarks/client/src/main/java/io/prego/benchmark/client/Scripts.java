package io.prego.benchmark.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** What can be asked, by name. All clients of a run take from the same supply; they are on one thread. */
final class Scripts {

    private static final List<String> REGIONS = List.of("eu", "us", "sg");
    private static final List<String> PLANS = List.of("trial", "starter", "business", "enterprise");
    private static final List<String> STAGES = List.of("pulumi", "dns", "ansible", "zuplo_sync", "callback");

    private Scripts() {}

    /**
     * One script for each client.
     *
     * @param prefix makes the names of this run different from those of others
     * @param count of things to ask at most; 0 for no end
     * @param file holds one line for each thing that there is to ask about; only some need it
     */
    static Supplier<Script> named(String name, Target target, String prefix, int count, Path file, long seed)
            throws IOException {
        return switch (name) {
            case "tenants" -> tenants(target, prefix, count, "/v1/tenants");
            case "noop" -> tenants(target, prefix, count, "/v1/benchmark/noop");
            case "stages" -> stages(target, new ArrayDeque<>(Files.readAllLines(file)));
            case "get" -> gets(target, Files.readAllLines(file), seed);
            default -> throw new IllegalArgumentException("no script " + name);
        };
    }

    /** Registers one new tenant after the other. */
    private static Supplier<Script> tenants(Target target, String prefix, int count, String path) {
        var next = new int[1];
        Script script = () -> {
            if (count > 0 && next[0] == count) {
                return null;
            }
            var number = next[0]++;
            var slug = "%s-%d".formatted(prefix, number);
            var json = """
                {"company_name":"Company %d of %s","subdomain_slug":"%s","region":"%s","plan_tier":"%s",\
                "owner_email":"owner@%s.example"}""".formatted(
                    number, prefix, slug, REGIONS.get(number % REGIONS.size()), PLANS.get(number % PLANS.size()), slug);
            return target.post(path, json);
        };
        return () -> script;
    }

    /** Each client takes a job and reports start and end of each of its stages, then takes the next job. */
    private static Supplier<Script> stages(Target target, ArrayDeque<String> jobs) {
        return () -> {
            var reports = new ArrayDeque<byte[]>();
            return () -> {
                if (reports.isEmpty() && !jobs.isEmpty()) {
                    reports.addAll(reportsOf(target, jobs.remove()));
                }
                return reports.poll();
            };
        };
    }

    private static List<byte[]> reportsOf(Target target, String job) {
        var reports = new ArrayList<byte[]>();
        for (var stage : STAGES) {
            for (var status : List.of("started", "completed")) {
                var json = """
                    {"stage":"%s","status":"%s","run_id":"run-%s"}""".formatted(stage, status, job);
                reports.add(target.post("/internal/jobs/%s/stages".formatted(job), json));
            }
        }
        return reports;
    }

    /** Asks for each path of the file, in an order that the seed decides, over and over. */
    private static Supplier<Script> gets(Target target, List<String> paths, long seed) {
        var requests = new ArrayList<>(paths.stream().map(target::get).toList());
        Collections.shuffle(requests, new Random(seed));
        var next = new int[1];
        Script script = () -> requests.get(next[0]++ % requests.size());
        return () -> script;
    }
}
