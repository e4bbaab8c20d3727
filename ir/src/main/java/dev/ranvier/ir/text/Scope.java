package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values that have names at one place of a function. A region sees those around it; its own
/// are forgotten at its end.
final class Scope {
  private final Map<String, List<? extends Value>> values = new HashMap<>();
  private final Deque<List<String>> open = new ArrayDeque<>();

  Scope() {
    open.push(new ArrayList<>());
  }

  void enterRegion() {
    open.push(new ArrayList<>());
  }

  void leaveRegion() {
    open.pop().forEach(values::remove);
  }

  /// False if the name is taken.
  boolean define(String name, List<? extends Value> meanings) {
    if (values.putIfAbsent(name, meanings) != null) {
      return false;
    }
    open.element().add(name);
    return true;
  }

  /// What a name stands for, several values for `%0:2 =`.
  @Nullable List<? extends Value> find(String name) {
    return values.get(name);
  }
}
