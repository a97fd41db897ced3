/**
 * What tasks share of the networks' parameters, and how much each part of a network learns. {@code agents.nn} runs the
 * networks; this says which ones an agent is to have, and holds what the learner adds. Called by the agent.
 */
@NullMarked
package dev.reprise.agents.sharing;

import org.jspecify.annotations.NullMarked;
