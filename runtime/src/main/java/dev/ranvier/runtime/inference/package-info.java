/// Serves models to clients of the open inference protocol (KServe v2, gRPC), in front of a
/// runtime. A request goes this way:
///
///     InferenceService -> RequestDecoder -> Pending -> Batcher -> Lane -> DeviceModel -> Reading
///       -> Pending -> ResponseEncoder
///
/// A [Batcher] holds what waits, a lane is one runtime that takes batches from it, a device model
/// is a model as it lies on that runtime's device.
@NullMarked
package dev.ranvier.runtime.inference;

import org.jspecify.annotations.NullMarked;
