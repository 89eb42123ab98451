package io.prego.query.tenant;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The routes that answer about tenants. */
@Configuration(proxyBeanMethods = false)
@Import({
    TenantDirectoryReader.class,
    GetTenantEndpoint.class,
    ListTenantsEndpoint.class,
    CheckSubdomainEndpoint.class,
    HostnameReader.class,
    GetHostnameEndpoint.class
})
public class TenantQueries {}
