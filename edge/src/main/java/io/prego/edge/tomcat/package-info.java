/** What the servlet container answers by itself. */
@NullMarked
package io.prego.edge.tomcat;

import org.jspecify.annotations.NullMarked;
