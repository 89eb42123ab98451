package io.prego.torture.platform;

import java.io.IOException;

/** Whoever keeps what it must not lose on a disk, which may be one that can be filled. */
public interface OnDisk {

    boolean canBeFilled();

    /** Not a byte is left. */
    void fillDisk() throws IOException, InterruptedException;

    /** Room again, and as an operator would, a start if it has ended for want of it. */
    void freeDisk() throws IOException, InterruptedException;
}
