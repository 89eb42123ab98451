package io.prego.compose.demo;

import io.prego.compose.demo.Outside.Refused;
import io.prego.compose.demo.Scene.Then;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Plays the invented history from outside, as {@value #SIDE_BY_SIDE} callers would, and tells how far it is. It stops
 * where it is when its thread is interrupted; nothing takes it up again, since the log is then no longer empty.
 */
public final class Demo {

    private static final int SIDE_BY_SIDE = 5;
    private static final int TELL_EVERY = 50;
    private static final Duration BETWEEN = Duration.ofMillis(150);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    /** Beyond it, whatever runs the jobs is slower than somebody who looks for the first time is patient. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

    private final String url;
    private final String key;
    private final PrintStream console;

    /**
     * @param url of Prego, without a slash at its end
     * @param key the internal one, for what operators do
     */
    public Demo(String url, String key, PrintStream console) {
        this.url = url;
        this.key = key;
        this.console = console;
    }

    /** A company has registered, and this job works for it. */
    private record Played(Scene scene, String tenantId, String jobId) {}

    public void play() throws InterruptedException {
        var start = System.nanoTime();
        console.println(
                "Demo: %d invented companies register; PREGO_DEMO=off starts empty.".formatted(Scene.COMPANIES));
        try (var outside = new Outside(url, key)) {
            followUp(outside, register(outside));
            console.println("Demo: done after %d s. Look at %s/"
                    .formatted(Duration.ofNanos(System.nanoTime() - start).toSeconds(), url));
        } catch (Refused e) {
            console.println("Demo: it ends early, since " + e.getMessage());
        } catch (IOException e) {
            console.println("Demo: it ends early, since Prego does not answer");
        }
    }

    private List<Played> register(Outside outside) throws InterruptedException, Refused, IOException {
        var scenes = Scene.all();
        var played = new ArrayList<Played>();
        while (played.size() < scenes.size()) {
            var next = scenes.subList(played.size(), Math.min(played.size() + SIDE_BY_SIDE, scenes.size()));
            played.addAll(together(outside, next));
            if (played.size() % TELL_EVERY == 0) {
                console.println("Demo: %3d of %d".formatted(played.size(), scenes.size()));
            }
            Thread.sleep(BETWEEN);
        }
        return played;
    }

    private static List<Played> together(Outside outside, List<Scene> scenes)
            throws InterruptedException, Refused, IOException {
        var calls = scenes.stream()
                .<Callable<Played>>map(scene -> () -> play(outside, scene))
                .toList();
        var played = new ArrayList<Played>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(calls)) {
                played.add(call.get());
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Refused refused -> throw refused;
                case IOException io -> throw io;
                case null, default -> throw new IllegalStateException(e);
            }
        }
        return played;
    }

    private static Played play(Outside outside, Scene scene) throws IOException, InterruptedException, Refused {
        var accepted = outside.register(scene);
        var jobId = accepted.text("job_id");
        if (scene.then() == Then.CANCEL) {
            // A pipeline may have begun already: then the job is let to its end, as in life.
            outside.decide(jobId, "cancel", "ordered_by_mistake");
        }
        return new Played(scene, accepted.text("tenant_id"), jobId);
    }

    /** What is done about jobs that have ended in time: those that fail are tried again, those that do not lead on. */
    private static void followUp(Outside outside, List<Played> all) throws InterruptedException, IOException {
        var end = System.nanoTime() + ENDS_WITHIN.toNanos();
        var waiting = new ArrayList<>(all);
        while (!waiting.isEmpty() && System.nanoTime() - end < 0) {
            for (var played : List.copyOf(waiting)) {
                if (isSettled(outside, played)) {
                    waiting.remove(played);
                }
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static boolean isSettled(Outside outside, Played played) throws IOException, InterruptedException {
        return switch (played.scene().then()) {
            case NOTHING, CANCEL -> true;
            case RETRY -> {
                var hasFailed = outside.status(played.jobId()).equals("Failed");
                if (hasFailed) {
                    outside.decide(played.jobId(), "retry", "cause_removed");
                }
                yield hasFailed;
            }
            case MAP_HOSTNAME -> {
                var isThere = outside.status(played.jobId()).equals("Completed");
                if (isThere) {
                    outside.map(
                            played.tenantId(),
                            "portal.%s.example".formatted(played.scene().slug()));
                }
                yield isThere;
            }
        };
    }
}
