package io.prego.command.tenant.hostname;

import io.prego.command.handling.CommandHandling;
import io.prego.command.handling.Commands;
import io.prego.command.tenant.TenantSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Takes the commands about host names. */
@Configuration(proxyBeanMethods = false)
@Import(TenantHostnamesEndpoint.class)
public class HostnameCommands {

    @Bean
    Commands<HostnameCommand, HostnameRefusal> hostnameMappings(CommandHandling handling, TenantSettings settings) {
        return handling.by(new HostnameDecider(settings.baseDomain()));
    }
}
