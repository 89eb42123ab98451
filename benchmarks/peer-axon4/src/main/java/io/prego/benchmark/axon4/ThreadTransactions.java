package io.prego.benchmark.axon4;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.ConnectionWrapperFactory;
import org.axonframework.common.jdbc.ConnectionWrapperFactory.ConnectionCloseHandler;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;

/**
 * One connection and one transaction for each unit of work, bound to its thread, as Spring's integration does it. A
 * nested transaction joins the one that is open.
 */
final class ThreadTransactions implements TransactionManager, ConnectionProvider {

    private static final Transaction JOINED = new Transaction() {
        @Override
        public void commit() {}

        @Override
        public void rollback() {}
    };

    private final DataSource source;

    @SuppressWarnings("ThreadLocalUsage") // There is one of these in the process.
    private final ThreadLocal<Connection> open = new ThreadLocal<>();

    ThreadTransactions(DataSource source) {
        this.source = source;
    }

    @Override
    public Transaction startTransaction() {
        if (open.get() != null) {
            return JOINED;
        }
        try {
            var connection = source.getConnection();
            connection.setAutoCommit(false);
            open.set(connection);
            return new Own(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The connection of the open transaction, which its user closes without effect; else one of its own. */
    @Override
    public Connection getConnection() throws SQLException {
        var bound = open.get();
        return bound == null ? source.getConnection() : ConnectionWrapperFactory.wrap(bound, new Kept());
    }

    private static final class Kept implements ConnectionCloseHandler {
        @Override
        public void close(Connection connection) {}

        @Override
        public void commit(Connection connection) {}
    }

    private final class Own implements Transaction {

        private interface Ending {
            void run() throws SQLException;
        }

        private final Connection connection;

        Own(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void commit() {
            end(connection::commit);
        }

        @Override
        public void rollback() {
            end(connection::rollback);
        }

        private void end(Ending ending) {
            open.remove();
            try (connection) {
                ending.run();
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
