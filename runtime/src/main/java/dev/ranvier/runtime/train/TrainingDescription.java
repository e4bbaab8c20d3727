package dev.ranvier.runtime.train;

import dev.ranvier.compiler.TrainingProgram;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.runtime.array.HostArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What a training is, a line each: all that must be the same for a checkpoint of one to be gone on
/// from by another. How many epochs it has is none of it.
record TrainingDescription(Training training, TrainingProgram program, Dataset data, Split split) {
  /// Of objects without a text of their own, which differs from run to run.
  private static final Pattern IDENTITY = Pattern.compile("(0x)?[0-9a-f]*@[0-9a-f]+");

  /// What the line after those of the network begins with.
  private static final String SAMPLES = "samples: ";

  /// @param parameters what is trained
  /// @param slots what the optimiser keeps
  String text(Map<String, HostArray> parameters, Map<String, HostArray> slots) {
    List<String> lines = new ArrayList<>(graph(program.graph()));
    lines.add(SAMPLES + "%d at a time, of %d steps".formatted(training.batch(), training.steps()));
    lines.addAll(recipe());
    lines.add("labels of the data: " + seal(data.labels()));
    lines.add("training part: " + seal(split.training()));
    lines.add("validation part: " + seal(split.validation()));
    lines.add("test part: " + seal(split.test()));
    return String.join("\n", lines) + "\n" + Checkpoint.describe(parameters, slots);
  }

  /// The lines that a text begins with: those of the network.
  static List<String> graphOf(String text) {
    return text.lines().takeWhile(line -> !line.startsWith(SAMPLES)).toList();
  }

  /// Without the lines of declarations, which a new comment above them moves.
  static List<String> graph(NetworkGraph graph) {
    return graph.text().lines().map(line -> line.substring(0, line.lastIndexOf("  // "))).toList();
  }

  private List<String> recipe() {
    Recipe recipe = training.recipe();
    return List.of(
        "objective: " + plain(recipe.objective()),
        "optimizer: " + plain(recipe.optimizer()),
        "schedule: " + plain(recipe.schedule()),
        "clip: " + plain(recipe.clip()),
        "weights that are trained: " + recipe.weights().map(this::sorted).orElse("all"),
        "delays that are trained: %s, %s times as fast"
            .formatted(sorted(recipe.delays()), recipe.delayRate()),
        "numbers that are trained: " + recipe.selection(),
        "revival: " + recipe.revival(),
        "arrivals: " + recipe.arrivals());
  }

  private String sorted(Set<String> names) {
    return new TreeSet<>(names).toString();
  }

  private static String plain(Object part) {
    return IDENTITY.matcher(part.toString()).replaceAll("");
  }

  /// How many, and a number that differs where they do.
  private static String seal(int[] numbers) {
    return "%d, seal %08x".formatted(numbers.length, Arrays.hashCode(numbers));
  }
}
