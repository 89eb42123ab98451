package io.prego.projection.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.schema.Schemas;
import io.prego.projection.ProjectionsApplication;
import io.prego.projection.deadletter.DeadLetterProjection;
import io.prego.projection.event.EventListProjection;
import io.prego.projection.provisioning.ProvisioningStateProjection;
import io.prego.projection.tenant.HostnameMapProjection;
import io.prego.projection.tenant.TenantDirectoryProjection;
import java.lang.reflect.Proxy;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.IsolationLevel;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Seeded bug: the watermark is taken from the last stable offsets, which may lie before records that are published. */
@Configuration(proxyBeanMethods = false)
@Import(ProjectionsApplication.class)
public class StableEnds {

    @Bean
    ProjectionEngine projectionEngine(
            ReadStore readStore,
            ProjectionSettings settings,
            MeterRegistry registry,
            @Value("${prego.kafka.bootstrap-servers}") String bootstrapServers) {
        var schemas = Schemas.committed();
        return new ProjectionEngine(
                List.of(
                        TenantDirectoryProjection.of(schemas),
                        HostnameMapProjection.of(schemas),
                        ProvisioningStateProjection.of(schemas),
                        EventListProjection.create(),
                        DeadLetterProjection.create()),
                readStore,
                new Stable(new KafkaCluster(bootstrapServers)),
                settings,
                registry);
    }

    private record Stable(KafkaAccess kafka) implements KafkaAccess {

        @Override
        public Admin admin() {
            var admin = kafka.admin();
            return (Admin) Proxy.newProxyInstance(
                    StableEnds.class.getClassLoader(), new Class<?>[] {Admin.class}, (_, method, arguments) -> {
                        if (method.getName().equals("listOffsets") && arguments.length == 2) {
                            arguments[1] = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
                        }
                        return method.invoke(admin, arguments);
                    });
        }

        @Override
        public Consumer<String, byte[]> consumer(int recordsMax) {
            return kafka.consumer(recordsMax);
        }

        @Override
        public Consumer<String, byte[]> seekingConsumer(int recordsMax) {
            return kafka.seekingConsumer(recordsMax);
        }

        @Override
        public Consumer<String, byte[]> onlooker(String group) {
            return kafka.onlooker(group);
        }

        @Override
        public Producer<String, byte[]> producer(String transactionalId) {
            return kafka.producer(transactionalId);
        }
    }
}
