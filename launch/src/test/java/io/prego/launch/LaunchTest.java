package io.prego.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class LaunchTest {

    @Test
    void a_database_that_refuses_is_named_with_its_address() {
        var refused = new SQLException("Connection to db:5432 refused.", new ConnectException("Connection refused"));
        assertThat(Launch.reason(new IllegalStateException("a bean cannot be made", refused)))
                .isEqualTo("PostgreSQL: Connection to db:5432 refused.");
    }

    @Test
    void a_taken_port_is_named_by_its_variable() {
        var taken = new PortInUseException(8081, new BindException("Address already in use"));
        assertThat(Launch.reason(new IllegalStateException("the server cannot start", taken)))
                .isEqualTo("SERVER_PORT=8081 is in use");
    }

    @Test
    void of_anything_else_the_innermost_cause_is_told() {
        var cause = new IllegalArgumentException("prego.stream.instances must be 1 to 100, got 0");
        assertThat(Launch.reason(new IllegalStateException("cannot bind", new RuntimeException("wrapped", cause))))
                .isEqualTo(cause.getMessage());
    }
}
