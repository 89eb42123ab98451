package io.prego.projection.engine;

/**
 * A second generation of rows in the making, as the session that has it at work knows it.
 *
 * @param name of the projection
 * @param version of the projection that is built
 * @param epoch of the session; a write finds it unchanged or changes nothing
 * @param records that earlier sessions have read for it
 */
record Build(String id, String name, int version, Phase phase, long epoch, long records) {

    Generation generation() {
        return Generation.second(name);
    }
}
