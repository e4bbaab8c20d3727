package dev.ranvier.ir.op;

/// Trait: what the op gives depends on its operands and attributes alone, and giving it is all that
/// the op does. Such an op may be computed once for two, elsewhere, or not at all.
///
/// An op with regions is pure in so far as the ops of its regions are. Left out are random numbers,
/// calls (of functions, composites and the device's own code), whatever asks or tells other devices
/// or depends on which device runs, `optimization_barrier`, which is there so that nothing is moved
/// across it, and `sharding_constraint`, which says something of its place.
public interface Pure {}
