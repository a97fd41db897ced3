/**
 * The workbench: a robot arm with a gripper in the physics of rigid bodies, and ten jobs at one bench. Knows neither
 * agents nor learning; the application finds its suites through the service loader.
 */
@NullMarked
package dev.reprise.envs.workbench;

import org.jspecify.annotations.NullMarked;
