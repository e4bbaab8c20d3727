package dev.ranvier.compiler.problem;

import java.util.List;
import java.util.stream.Collectors;

/// A network that cannot be built: all its problems, one a line, in the order of the declarations.
public final class NetworkException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public NetworkException(List<Problem> problems) {
    super(problems.stream().map(Problem::line).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
