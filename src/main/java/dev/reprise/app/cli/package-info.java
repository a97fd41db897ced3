/** The commands. Nobody calls this package; it calls all the others of the application. */
@NullMarked
package dev.reprise.app.cli;

import org.jspecify.annotations.NullMarked;
