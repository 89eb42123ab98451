package io.prego.command.tenant;

import io.prego.command.handling.CommandHandling;
import io.prego.command.handling.Commands;
import io.prego.command.tenant.hostname.HostnameCommands;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Takes the commands of the capability tenant. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TenantSettings.class)
@Import({RegisterTenantEndpoint.class, HostnameCommands.class})
public class TenantCommands {

    @Bean
    Commands<RegisterTenant, TenantRefusal> tenantRegistrations(CommandHandling handling) {
        return handling.by(new TenantDecider());
    }
}
