/**
 * Trained policies as files that leave the project: DL4J model zips. Called by the application; loads no native
 * library.
 */
@NullMarked
package dev.reprise.agents.export;

import org.jspecify.annotations.NullMarked;
