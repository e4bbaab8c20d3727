package dev.ranvier.ir.eval;

import java.util.List;

/// A region of an op as a function that kernels can call.
@FunctionalInterface
interface Region {
  List<Tensor> apply(List<Tensor> arguments);
}
