package io.prego.stream;

import io.prego.launch.EveryProcess;
import io.prego.launch.SeparateProcess;
import io.prego.stream.provisioning.CommandApiAddress;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Stream-processors as a process of their own. Several of them share the partitions of each topology and automation. */
@Configuration(proxyBeanMethods = false)
@Import({EveryProcess.class, StreamProcessors.class})
public final class StreamProcessorsApplication {

    private static final int PORT = 8082;

    public static void main(String[] arguments) throws InterruptedException {
        new SeparateProcess("stream-processors", PORT, StreamProcessorsApplication.class)
                .main((variables, surroundings) -> {
                    var streams = StreamVariables.read(variables, surroundings.production());
                    var properties = streams.properties(surroundings.dataDir());
                    if (streams.runsPipeline()) {
                        var address = CommandApiAddress.read(variables);
                        address.refuseWrongKey(surroundings.internalKey());
                        properties.put("prego.command-api.url", address.url());
                    }
                    return properties;
                });
    }
}
