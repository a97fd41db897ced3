/** The application: the only place where environments, agents, files and people meet. Nobody calls it. */
@NullMarked
package dev.reprise.app;

import org.jspecify.annotations.NullMarked;
