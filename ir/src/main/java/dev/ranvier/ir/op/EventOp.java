package dev.ranvier.ir.op;

/// An op on spikes, queues or time, or one that says how something is differentiated; gone after
/// lowering.
public sealed interface EventOp extends Op
    permits TimeLoopOp,
        SpikeOp,
        QueueCreateOp,
        QueuePushOp,
        QueuePopOp,
        ProjectionCreateOp,
        DeliverOp,
        SendOp,
        LineCreateOp,
        DeliverAdjointOp,
        SendAdjointOp,
        CustomDerivativeOp {}
