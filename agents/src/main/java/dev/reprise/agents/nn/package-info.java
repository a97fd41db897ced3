/**
 * Networks with a shared trunk and a head per task, over flat parameter vectors. Knows no reinforcement learning; the
 * learners of this module call it.
 */
@NullMarked
package dev.reprise.agents.nn;

import org.jspecify.annotations.NullMarked;
