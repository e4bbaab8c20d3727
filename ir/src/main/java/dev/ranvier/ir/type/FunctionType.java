package dev.ranvier.ir.type;

import java.util.List;
import java.util.stream.Collectors;

/// What a function takes and gives. Not the type of a value: functions are named, not passed.
public record FunctionType(List<Type> inputs, List<Type> results) {
  public FunctionType {
    inputs = List.copyOf(inputs);
    results = List.copyOf(results);
  }

  @Override
  public String toString() {
    String result = results.size() == 1 ? results.getFirst().toString() : list(results);
    return list(inputs) + " -> " + result;
  }

  private static String list(List<Type> types) {
    return types.stream().map(Type::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
