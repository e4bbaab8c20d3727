/// What stands around a gradient in a training step, as ops: everything here appends to a
/// [dev.ranvier.ir.Builder], so that a whole step (or an epoch of them) is one program on the
/// device.
///
///     records of a run -> Readout -> logits -> Loss -> scalar      (differentiated)
///       -> gradients -> GradientClip -> Optimizer (rate from a Schedule) -> new parameters, new slots
///
/// - [dev.ranvier.compiler.train.Readout] (of [dev.ranvier.compiler.train.Records]) and [dev.ranvier.compiler.train.RateRegulariser] look at
///   what a population did, [dev.ranvier.compiler.train.Loss] at logits and labels; all are made
///   of ordinary differentiable ops and those of `derivative`. `Loss.correct` counts hits.
/// - [dev.ranvier.compiler.train.Optimizer] says what it keeps for a parameter
///   ([dev.ranvier.compiler.train.Slot]) and how one update goes. The learning rate is not its own:
///   a [dev.ranvier.compiler.train.Schedule] computes it from the update's number.
///
/// Nothing here knows networks, queues or time loops.
@NullMarked
package dev.ranvier.compiler.train;

import org.jspecify.annotations.NullMarked;
