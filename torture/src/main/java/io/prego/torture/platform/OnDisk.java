package io.prego.torture.platform;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whoever keeps what it must not lose on a disk, which may be one that can be filled. */
public interface OnDisk {

    /** Who found no room at the last moment ends a moment later. */
    long END_WITHIN_MS = 1_000;

    /** Null: one that cannot be filled. */
    @Nullable
    SmallDisk disk();

    /** As an operator would, once there is room again. */
    void startIfEnded() throws IOException, InterruptedException;

    default boolean canBeFilled() {
        return disk() != null;
    }

    /** Not a byte is left. */
    default void fillDisk() throws IOException, InterruptedException {
        Objects.requireNonNull(disk()).fill();
    }

    /** Room again, and a start if it has ended for want of it. */
    default void freeDisk() throws IOException, InterruptedException {
        Objects.requireNonNull(disk()).free();
        TimeUnit.MILLISECONDS.sleep(END_WITHIN_MS);
        startIfEnded();
    }
}
