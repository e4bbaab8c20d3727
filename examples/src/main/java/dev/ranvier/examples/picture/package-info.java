/// Pictures of a run, as SVG and PNG: {@link dev.ranvier.examples.picture.RasterPicture} draws who
/// spiked when, {@link dev.ranvier.examples.picture.VoltagePicture} draws membrane voltages. Both
/// stack their panels on one time axis with {@link dev.ranvier.examples.picture.Picture}.
@NullMarked
package dev.ranvier.examples.picture;

import org.jspecify.annotations.NullMarked;
