/**
 * What keeps an agent from forgetting: parts with hooks that the learner calls, in a list, so that any set of them
 * combines. They know networks and replay, never the learner.
 */
@NullMarked
package dev.reprise.agents.continual;

import org.jspecify.annotations.NullMarked;
