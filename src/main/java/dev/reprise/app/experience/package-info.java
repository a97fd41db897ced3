/**
 * Experience in files: transitions of one task that were recorded somewhere, to be learnt from in a run. Files are
 * safetensors, as other tools read them.
 */
@NullMarked
package dev.reprise.app.experience;

import org.jspecify.annotations.NullMarked;
