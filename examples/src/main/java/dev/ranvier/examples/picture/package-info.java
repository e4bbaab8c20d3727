/// Pictures of a run, as SVG and PNG: {@link dev.ranvier.examples.picture.RasterPicture} draws who
/// spiked when, {@link dev.ranvier.examples.picture.VoltagePicture} draws membrane voltages; and of
/// a training: {@link dev.ranvier.examples.picture.TrainingPicture} draws loss and errors. All
/// stack their panels on one axis with {@link dev.ranvier.examples.picture.Picture}.
@NullMarked
package dev.ranvier.examples.picture;

import org.jspecify.annotations.NullMarked;
