/// The reference evaluator against a plugin: random modules and the specification's own examples go
/// through both, and every difference is either a rule of [AllowedDifference] or a failure.
///
/// [RandomProgram] is made of steps, one for each op under test, that [Recipes] write into a
/// [Draft]. The plugin runs all steps as one program and hands over every intermediate result; the
/// evaluator then runs each step on what the plugin gave to it, so that a difference is seen where
/// it arises and does not spread.
@NullMarked
package dev.ranvier.tests.differential;

import org.jspecify.annotations.NullMarked;
