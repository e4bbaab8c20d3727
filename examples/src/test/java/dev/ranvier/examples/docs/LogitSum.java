package dev.ranvier.examples.docs;

import dev.ranvier.compiler.train.Loss;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;

/// All logits, added up: the smallest loss of one's own.
record LogitSum() implements Loss {
  @Override
  public Value build(Builder builder, Value logits, Value labels) {
    return builder.reduceSum(logits, 0, 1);
  }
}
