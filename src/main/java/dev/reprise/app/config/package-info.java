/**
 * From YAML to records. A {@link dev.reprise.app.config.ConfigTree} is read from files and resources, merged (defaults,
 * suite, file), changed by {@code --set a.b=c} and bound strictly to records; every value knows the line it came from,
 * so that every mistake is one sentence that says where. The way back, from a record to canonical text and its hash,
 * makes the resolved configuration of a run. Commands and experiments of the application call it; libraries never see
 * it, they take records.
 */
@NullMarked
package dev.reprise.app.config;

import org.jspecify.annotations.NullMarked;
