/**
 * A run from its configuration to its result: the loop, the evaluator, the checkpoints. The commands call it; it is the
 * only place where agents and environments meet.
 */
@NullMarked
package dev.reprise.app.experiment;

import org.jspecify.annotations.NullMarked;
