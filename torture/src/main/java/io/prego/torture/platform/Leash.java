package io.prego.torture.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Runs another main class and ends with whoever started it, however that ends: nobody is left to write to the standard
 * input then. The arguments are the name of the class and its arguments.
 */
public final class Leash {

    private static final int LET_GO = 3;

    private Leash() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("leash").start(Leash::haltAtTheEnd);
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void haltAtTheEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes anything.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(LET_GO);
        }
    }
}
