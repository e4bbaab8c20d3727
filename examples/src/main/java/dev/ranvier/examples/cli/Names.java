package dev.ranvier.examples.cli;

import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.Model;
import dev.ranvier.examples.Models;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Looks up what the user names. What isn't there is answered with what is.
final class Names {
  /// How many letters may be wrong for a name to be taken for another.
  private static final int TYPO = 2;

  private Names() {}

  static Model model(CommandLine command, String name) {
    List<String> known = Models.all().stream().map(Model::name).toList();
    return Models.named(name).orElseThrow(() -> unknown(command, "model", name, known));
  }

  static Target target(CommandLine command, String name) {
    List<String> known = Targets.all().stream().map(Target::name).toList();
    return Targets.all().stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(command, "target", name, known));
  }

  static ParameterException unknown(
      CommandLine command, String what, String name, List<String> known) {
    String meant =
        nearest(name, known).map(other -> "; did you mean %s?".formatted(other)).orElse("");
    return new ParameterException(
        command,
        "unknown %s \"%s\"; there are %s%s".formatted(what, name, String.join(", ", known), meant));
  }

  private static Optional<String> nearest(String name, List<String> known) {
    return known.stream()
        .filter(other -> distance(name, other) <= TYPO)
        .filter(other -> distance(name, other) < other.length())
        .min(Comparator.comparingInt(other -> distance(name, other)));
  }

  /// Levenshtein's distance: letters to change, add or take away.
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }

  /// The kind of queues of that name, with the capacity that benchmarks give it.
  static Queue queue(CommandLine command, String kind) {
    List<String> known = Queues.all().stream().map(Queue::kind).toList();
    return Queues.all().stream()
        .filter(queue -> queue.kind().equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    command,
                    "--kinds: unknown kind \"%s\"; there are %s"
                        .formatted(kind, String.join(", ", known))));
  }
}
