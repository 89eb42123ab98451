package io.prego.compose;

import io.prego.compose.demo.Demo;
import io.prego.launch.Application;
import io.prego.query.reading.LogIndex;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/** What happens once in the life of a log. */
final class FirstStart {

    private FirstStart() {}

    /** Plays the demo beside everything else if nothing has ever happened here; the stop of the process ends it. */
    static void playDemo(Application prego) {
        var context = prego.context();
        if (context.getBean(LogIndex.class).head() > 0) {
            return;
        }
        var properties = context.getEnvironment();
        var demo = new Demo(
                properties.getRequiredProperty("prego.command-api.url"),
                properties.getRequiredProperty("prego.internal-key"),
                System.out);
        var thread = Thread.ofVirtual().name("demo").unstarted(() -> play(demo));
        context.addApplicationListener(new ApplicationListener<ContextClosedEvent>() {
            @Override
            public void onApplicationEvent(ContextClosedEvent closed) {
                thread.interrupt();
            }
        });
        thread.start();
    }

    private static void play(Demo demo) {
        try {
            demo.play();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
