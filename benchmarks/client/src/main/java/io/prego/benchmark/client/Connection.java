package io.prego.benchmark.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One client: a kept-alive connection with at most one request under way. */
final class Connection {

    private final Target target;
    private final Script script;
    private SocketChannel channel;
    private SelectionKey key;
    private final Answer answer = new Answer();
    private @Nullable ByteBuffer unsent;
    private long since;

    private Connection(Target target, Script script, Selector selector) throws IOException {
        this.target = target;
        this.script = script;
        this.channel = SocketChannel.open();
        this.key = connect(selector);
    }

    static Connection open(Target target, Script script, Selector selector) throws IOException {
        return new Connection(target, script, selector);
    }

    // It does not wait: a server may let one client wait for its connection, and the others share its thread.
    private SelectionKey connect(Selector selector) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var isConnected = channel.connect(new InetSocketAddress(target.host(), target.port()));
        return channel.register(selector, isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    }

    /** After the server has ended the old connection, as it does after so many requests. */
    void reopen() throws IOException {
        channel.close();
        channel = SocketChannel.open();
        key = connect(key.selector());
    }

    /**
     * Sends the next request of its script.
     *
     * @param due when it should have been sent: its time runs from then on
     * @return whether there was one
     */
    boolean ask(long due) throws IOException {
        var request = script.next();
        if (request == null) {
            return false;
        }
        since = due;
        answer.clear();
        unsent = ByteBuffer.wrap(request);
        send();
        return true;
    }

    private void send() throws IOException {
        var left = unsent;
        if (!channel.isConnected()) {
            return;
        }
        if (left == null) {
            key.interestOps(SelectionKey.OP_READ);
            return;
        }
        channel.write(left);
        if (left.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } else {
            unsent = null;
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Goes on with what the network is ready for; returns the answer once it is whole. */
    @Nullable
    Answer proceed() throws IOException {
        if (channel.isConnectionPending() && !channel.finishConnect()) {
            return null;
        }
        send();
        var room = answer.room();
        var read = channel.read(ByteBuffer.wrap(room, answer.length(), room.length - answer.length()));
        if (read < 0) {
            throw new EOFException("the server has closed the connection");
        }
        answer.grow(read);
        return read > 0 && answer.isWhole() ? answer : null;
    }

    /** From when on it counts. */
    long since() {
        return since;
    }

    void close() throws IOException {
        channel.close();
    }
}
