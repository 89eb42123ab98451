package io.prego.command.tenant.hostname;

import io.prego.command.handling.Answers;
import io.prego.command.handling.Asker;
import io.prego.command.handling.Commands;
import io.prego.command.handling.Outcome;
import io.prego.command.tenant.hostname.HostnameCommand.MapHostname;
import io.prego.command.tenant.hostname.HostnameCommand.UnmapHostname;
import io.prego.edge.request.RequestContext;
import io.prego.kernel.Hostname;
import io.prego.kernel.TenantId;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code PUT} and {@code DELETE /internal/tenants/{id}/hostnames/{hostname}}: a host name of its own leads to a tenant, or
 * does so no more. A repeat changes nothing and answers the same.
 */
@RestController
final class TenantHostnamesEndpoint {

    private static final String PATH = "/internal/tenants/{id}/hostnames/{hostname}";

    private final Commands<HostnameCommand, HostnameRefusal> commands;

    TenantHostnamesEndpoint(Commands<HostnameCommand, HostnameRefusal> commands) {
        this.commands = commands;
    }

    /** @param hostname in its normal form */
    record Mapped(String hostname, String tenantId) {}

    @PutMapping(PATH)
    ResponseEntity<?> map(@PathVariable String id, @PathVariable String hostname, RequestContext request) {
        return handle(
                id,
                hostname,
                request,
                MapHostname::new,
                (command, done) -> ResponseEntity.ok()
                        .headers(Answers.headers(done).http())
                        .body(new Mapped(
                                command.hostname().value(), command.tenantId().value())));
    }

    @DeleteMapping(PATH)
    ResponseEntity<?> unmap(@PathVariable String id, @PathVariable String hostname, RequestContext request) {
        return handle(
                id,
                hostname,
                request,
                UnmapHostname::new,
                (_, done) -> ResponseEntity.noContent()
                        .headers(Answers.headers(done).http())
                        .build());
    }

    private ResponseEntity<?> handle(
            String id,
            String hostname,
            RequestContext request,
            BiFunction<TenantId, Hostname, HostnameCommand> make,
            BiFunction<HostnameCommand, Outcome.Done<HostnameRefusal>, ResponseEntity<?>> answer) {
        var tenantId = TenantId.parse(id);
        if (tenantId == null) {
            return HostnameProblems.unknownTenant().toResponse();
        }
        var name = Hostname.parse(hostname);
        if (name == null) {
            return HostnameProblems.malformed().toResponse();
        }
        var command = make.apply(tenantId, name);
        Function<Outcome.Done<HostnameRefusal>, ResponseEntity<?>> done = it -> answer.apply(command, it);
        return Answers.of(commands.handle(command, Asker.of(request)), done, HostnameProblems::of);
    }
}
