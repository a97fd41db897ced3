/** Auxiliary tasks, or hints: what a backbone's features are asked to tell beside what they are for, in training only. The
 * learners call it. */
@NullMarked
package dev.reprise.agents.auxiliary;

import org.jspecify.annotations.NullMarked;
