/** What an event is: the envelope, the catalogue of types and topics, and the CloudEvents headers. */
@NullMarked
package io.prego.event;

import org.jspecify.annotations.NullMarked;
