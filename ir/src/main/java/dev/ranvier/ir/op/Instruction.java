package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/// An op in its place: what it is, where the user wrote it, and the values it defines.
public final class Instruction {
  private final Op op;
  private final Location location;
  private final List<Result> results;

  public Instruction(Op op, Location location) {
    this.op = op;
    this.location = location;
    List<Type> types = op.resultTypes();
    List<Result> made = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      made.add(new Result(this, i, types.get(i)));
    }
    this.results = List.copyOf(made);
  }

  public Op op() {
    return op;
  }

  public Location location() {
    return location;
  }

  public List<Result> results() {
    return results;
  }

  public Result result(int index) {
    return results.get(index);
  }

  @Override
  public String toString() {
    return op.name() + " at " + location;
  }
}
