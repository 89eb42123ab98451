package io.prego.stream.running;

/** Something that goes on until it is told to stop. One instance runs once: after a failure a new one takes over. */
public interface Work {

    /**
     * Works until {@link #stop} is called, then ends in good order and returns. Throws when it cannot go on.
     *
     * @param standing to be told how things stand; it starts as not well
     */
    void run(Standing standing) throws Exception;

    /** Asks {@link #run} to return soon; called from another thread, perhaps before it runs. */
    void stop();
}
