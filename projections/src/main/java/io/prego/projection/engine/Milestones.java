package io.prego.projection.engine;

/** Hears how far builds come, on the thread that has the build at work; what it throws ends that work. */
@FunctionalInterface
interface Milestones {

    /** @param what the phase that was entered, or what else was reached, in a few words */
    void reached(Build build, String what);
}
