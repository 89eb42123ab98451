package io.prego.edge.access;

import java.net.InetAddress;

/**
 * A range of addresses in CIDR form, such as {@code 10.0.0.0/8} or {@code ::1/128}; a bare address is itself alone.
 *
 * @param bits length of the prefix that counts
 */
record Network(InetAddress base, int bits) {

    Network {
        var max = base.getAddress().length * Byte.SIZE;
        if (bits < 0 || bits > max) {
            throw new IllegalArgumentException("the prefix of %s must be 0..%d, got %d".formatted(base, max, bits));
        }
    }

    /** Reads literals only; no name is ever looked up. */
    static Network parse(String text) {
        try {
            var slash = text.indexOf('/');
            var base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            var full = base.getAddress().length * Byte.SIZE;
            return new Network(base, slash < 0 ? full : Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("TRUSTED_PROXIES must be CIDRs like 10.0.0.0/8, got " + text, e);
        }
    }

    boolean contains(InetAddress address) {
        var mine = base.getAddress();
        var other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (var bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> (bit % Byte.SIZE);
            if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
