/**
 * Experience: stores that know bytes, samplers that know which transition to read under which task's label, and the
 * batches that come of them. Knows no learner.
 */
@NullMarked
package dev.reprise.agents.replay;

import org.jspecify.annotations.NullMarked;
