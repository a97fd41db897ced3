/**
 * Trained policies and scripted experts at work in worlds that can be looked at: in a window, in a file, against the
 * clock. The commands call it. Only {@link dev.reprise.app.view.Screening} and its window need a display.
 */
@NullMarked
package dev.reprise.app.view;

import org.jspecify.annotations.NullMarked;
