/// The host's side of training: what stands around the update that runs on the device.
///
/// - Before: [dev.ranvier.runtime.train.Split] says which samples train, validate and test,
///   [dev.ranvier.runtime.train.LabelChecks] that every label names a class, and
///   [dev.ranvier.runtime.train.Batches] which samples go together in which epoch.
/// - After each epoch: [dev.ranvier.runtime.train.TrainingLog] writes a row of figures,
///   [dev.ranvier.runtime.train.EarlyStop] says whether to go on, and
///   [dev.ranvier.runtime.train.Checkpoint] keeps all that a training needs to go on to the bit.
///
/// Everything random follows from a seed and from what it is drawn for, never from what was drawn
/// before; so a training that is resumed sees the batches that it would have seen.
@NullMarked
package dev.ranvier.runtime.train;

import org.jspecify.annotations.NullMarked;
