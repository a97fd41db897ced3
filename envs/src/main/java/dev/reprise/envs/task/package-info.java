/**
 * Tasks, suites of tasks over one robot, and the order in which they are learnt. Physics measures ({@link
 * dev.reprise.envs.task.Plant}), the task judges ({@link dev.reprise.envs.task.Task}), the environment sequences
 * ({@link dev.reprise.envs.task.TaskEnvironment}). Whoever writes a suite of their own starts here.
 */
@NullMarked
package dev.reprise.envs.task;

import org.jspecify.annotations.NullMarked;
