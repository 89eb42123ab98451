package io.prego.command.handling;

import io.prego.sealing.SubjectKey;
import java.time.Instant;
import java.util.List;

/**
 * A command on its way over the bus.
 *
 * @param newSubjectKeys keys that the command's facts are sealed with, to be stored in the same append
 * @param at when it was asked, which is when its facts occur
 */
record Asked<C>(C command, Asker asker, List<SubjectKey> newSubjectKeys, Instant at) {}
