package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An op in its place: what it is, where the user wrote it, and the values it defines. Annotations
/// are attributes that belong to another dialect than the op (`mhlo.sharding`); they have a dot in
/// their name and are carried along untouched.
public final class Instruction {
  private final Op op;
  private final Location location;
  private final Map<String, Attribute> annotations;
  private final List<Result> results;

  public Instruction(Op op, Location location) {
    this(op, location, Map.of());
  }

  public Instruction(Op op, Location location, Map<String, Attribute> annotations) {
    this.op = op;
    this.location = location;
    this.annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
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

  /// Attributes of other dialects, in the order of their names.
  public Map<String, Attribute> annotations() {
    return annotations;
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
