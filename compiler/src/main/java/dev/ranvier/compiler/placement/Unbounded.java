package dev.ranvier.compiler.placement;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import java.util.List;

/// Room for every event: a ring.
record Unbounded() implements Admission {
  @Override
  public List<Placement.Part> parts() {
    return List.of();
  }

  @Override
  public List<Value> create(Builder builder) {
    return List.of();
  }

  @Override
  public List<Value> tick(Builder builder, List<Value> parts) {
    return List.of();
  }

  @Override
  public List<Value> changing(List<Value> parts, Value none) {
    return List.of();
  }

  @Override
  public List<Value> changed(List<Value> parts, List<Value> state) {
    return List.of();
  }

  @Override
  public Value dropped(List<Value> state, Value none) {
    return none;
  }

  @Override
  public Spike spike(Builder builder, List<Value> parts, RowTable.Row row) {
    return new Spike(row.sample(), row.sample());
  }

  @Override
  public Verdict admit(
      Builder builder,
      Spike spike,
      Value synapse,
      Value exists,
      RowTable table,
      List<Value> state) {
    return new Verdict(exists, List.of());
  }
}
