/** How topologies and automations are kept going: settings, Kafka clients, supervision, health. */
@NullMarked
package io.prego.stream.running;

import org.jspecify.annotations.NullMarked;
