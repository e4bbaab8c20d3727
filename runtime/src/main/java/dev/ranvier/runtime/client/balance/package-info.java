/// Several runtimes instead of one. What is balanced are sessions, not calls: arrays and programs
/// live where their session is, so a session's calls all go to one runtime over a channel of its
/// own. [dev.ranvier.runtime.client.balance.RuntimeHosts] chooses where a session is opened, by the
/// health of the runtimes and by how many sessions are there already;
/// [dev.ranvier.runtime.client.balance.JobSpread] runs many jobs on all of them, and those of a
/// runtime that dies on the others.
@NullMarked
package dev.ranvier.runtime.client.balance;

import org.jspecify.annotations.NullMarked;
