/// The process that loads a plugin, so that no other process has to: XLA ends the whole process on
/// some bad modules, and nothing cancels a running execution but killing it. Serves
/// `ranvier.runtime.v1` to its front alone: on the loopback interface, behind a token that came
/// through standard input. Lives exactly as long as that input stays open.
@NullMarked
package dev.ranvier.runtime.worker;

import org.jspecify.annotations.NullMarked;
