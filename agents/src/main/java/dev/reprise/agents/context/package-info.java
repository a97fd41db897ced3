/** Finding out which task one is at where nobody says so: reward models, detection of changes, choice of a head. */
@NullMarked
package dev.reprise.agents.context;

import org.jspecify.annotations.NullMarked;
