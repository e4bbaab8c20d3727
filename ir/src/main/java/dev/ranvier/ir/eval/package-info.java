/// The reference evaluator in plain Java: the oracle of every test.
///
/// `Evaluator` is the way in, `Tensor` what goes in and comes out. `Interpreter` walks over blocks
/// and holds the one switch over all ops; kernels know neither ops' places nor values, only
/// tensors:
///
/// - elementwise: `UnaryKernels`, `BinaryKernels` (over `Maps`, `FloatMath`, `IntegerMath`),
///   `Comparisons`, `Selections`, `Conversions` (with `Rounding`);
/// - moving elements: `Shapes`, `Gathering`, all of them by lists of flat positions from `Indices`;
/// - folding elements: `Reductions`, `Windows`, `Scattering` (over `Fold`), `Sorting`,
///   `DotProducts`;
/// - `RandomBits` (`ThreeFry`, `Philox`), `Collectives`;
/// - before lowering: `Events`, `Queues` and the plain `EventQueue` that lowerings are held
///   against.
///
/// A kernel that cannot go on throws a `Fault`; the interpreter says which op it was, and where.
///
/// A new op: a case in `Interpreter` (javac asks for it), a kernel, a test of its edge cases, and
/// what the specification leaves open in the kernel's comment.
@NullMarked
package dev.ranvier.ir.eval;

import org.jspecify.annotations.NullMarked;
