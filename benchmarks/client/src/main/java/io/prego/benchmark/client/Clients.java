package io.prego.benchmark.client;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** All clients of a run, on the thread that calls. */
final class Clients implements AutoCloseable {

    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_MS = 1;

    private final Target target;
    private final Supplier<Script> scripts;
    private final int clientsMax;
    private final boolean tell;
    private final Selector selector = Selector.open();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final List<Connection> all = new ArrayList<>();
    private int underWay;

    /**
     * @param clientsMax connections at most
     * @param tell whether each acceptance is told at once
     */
    Clients(Target target, Supplier<Script> scripts, int clientsMax, boolean tell) throws IOException {
        this.target = target;
        this.scripts = scripts;
        this.clientsMax = clientsMax;
        this.tell = tell;
    }

    /** Each client asks again as soon as it has its answer, until the time is over or nothing is left to ask. */
    Tally inTurn(long nanos) throws IOException {
        var tally = new Tally();
        while (all.size() < clientsMax) {
            connect();
        }
        var end = System.nanoTime() + nanos;
        var ready = new ArrayList<>(idle);
        idle.clear();
        for (var connection : ready) {
            ask(connection, System.nanoTime());
        }
        while (underWay > 0 && System.nanoTime() < end + DRAIN_NANOS) {
            var goOn = System.nanoTime() < end;
            proceed(tally, connection -> {
                if (goOn) {
                    ask(connection, System.nanoTime());
                } else {
                    idle.add(connection);
                }
            });
        }
        tally.broken += underWay;
        return tally;
    }

    /** So many requests per second, whether they are answered or not; a late request counts from when it was due. */
    Tally atRate(double perSecond, long nanos) throws IOException {
        var tally = new Tally();
        var begin = System.nanoTime();
        var sent = 0L;
        while (System.nanoTime() < begin + nanos) {
            var due = begin + (long) (sent * 1e9 / perSecond);
            while (due <= System.nanoTime() && hasIdle()) {
                ask(idle.remove(), due);
                sent++;
                due = begin + (long) (sent * 1e9 / perSecond);
            }
            proceed(tally, idle::add);
        }
        for (var end = System.nanoTime() + DRAIN_NANOS; underWay > 0 && System.nanoTime() < end; ) {
            proceed(tally, idle::add);
        }
        tally.broken += underWay;
        return tally;
    }

    private boolean hasIdle() throws IOException {
        if (idle.isEmpty() && all.size() < clientsMax) {
            connect();
        }
        return !idle.isEmpty();
    }

    private void connect() throws IOException {
        var connection = Connection.open(target, scripts.get(), selector);
        all.add(connection);
        idle.add(connection);
    }

    private void ask(Connection connection, long due) throws IOException {
        if (connection.ask(due)) {
            underWay++;
        }
    }

    private interface Then {
        void accept(Connection connection) throws IOException;
    }

    private void proceed(Tally tally, Then then) throws IOException {
        selector.select(LOOK_MS);
        var answered = new ArrayList<Connection>();
        for (var key : selector.selectedKeys()) {
            var connection = (Connection) key.attachment();
            try {
                var answer = connection.proceed();
                if (answer != null) {
                    tally.count(connection, answer, System.nanoTime(), tell);
                    answered.add(connection);
                    if (answer.saysClose()) {
                        connection.reopen();
                    }
                }
            } catch (IOException _) {
                tally.broken++;
                underWay--;
                all.remove(connection);
                connection.close();
            }
        }
        selector.selectedKeys().clear();
        for (var connection : answered) {
            underWay--;
            then.accept(connection);
        }
    }

    @Override
    public void close() throws IOException {
        for (var connection : all) {
            connection.close();
        }
        selector.close();
    }
}
