package dev.ranvier.tests.ops;

import dev.ranvier.compiler.autodiff.GradientRule;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.type.ElementType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The page that says of every op what it takes and who takes it.
final class OpsPage {
  private static final String HEAD =
      """
      # Every op

      Made from the code by `OpsPageGoldenTest`, which fails when this page is no longer true.

      - Types: what the op could be built with, tried on a sample of it with one element type after the other at some of its
        places. Operands stand before the arrow, results after it; places of one letter have one type. An op of many operands
        stands here with as many as its sample has. Types of regions follow those of operands and results.
      - Targets: `Target.takes`, asked for each of those ops. An element type that a target takes in no op is left out of its
        column; "of floats" means that the target takes the op of those of its floats, and of no other type. The runtime
        service refuses `custom_call` everywhere.
      - Evaluator: whether each of those ops ran on ones in the reference evaluator, which has one device.
      - Gradient: `GradientRule.of`. "none" means that there is none by nature: what the op gives is discrete, jumps, or does
        not depend on a float that it takes; "refused", that only the device knows the derivative. "Of some folds" means
        sums, and of `reduce` products, maxima and minima, of `reduce_window` maxima and minima, of `scatter` replacement
        by unique indices. "Counted" are loops whose number of turns is a constant that can be read off.

      """;

  private final List<OpRow> rows;

  private OpsPage(List<OpRow> rows) {
    this.rows = rows;
  }

  /// @param modules that hold each op at least once
  static OpsPage of(List<Module> modules) {
    Map<String, List<Sample>> samples = new TreeMap<>();
    for (Module module : modules) {
      for (Function function : module.functions()) {
        collect(function.body(), samples);
      }
    }
    List<OpRow> rows = new ArrayList<>();
    samples.forEach((name, found) -> rows.add(OpRow.of(name, found)));
    return new OpsPage(rows);
  }

  private static void collect(Block block, Map<String, List<Sample>> samples) {
    for (Instruction instruction : block.instructions()) {
      Op op = instruction.op();
      samples.computeIfAbsent(op.name(), _ -> new ArrayList<>()).add(new Sample(op));
      op.regions().forEach(region -> collect(region, samples));
    }
  }

  List<String> names() {
    return rows.stream().map(OpRow::name).toList();
  }

  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    Map<Target, Set<ElementType>> known = new LinkedHashMap<>();
    for (Target target : Targets.all()) {
      known.put(target, known(target));
    }
    text.append("| target | element types |\n|---|---|\n");
    known.forEach(
        (target, elements) -> line(text, List.of(target.name(), Elements.words(elements))));
    text.append("\n| op | types | where | ");
    known.keySet().forEach(target -> text.append(target.name()).append(" | "));
    text.append("evaluator | gradient |\n|---|---|---|");
    text.append("---|".repeat(known.size() + 2)).append('\n');
    rows.forEach(row -> line(text, cells(row, known)));
    return text.toString();
  }

  private Set<ElementType> known(Target target) {
    Set<ElementType> known = EnumSet.noneOf(ElementType.class);
    rows.forEach(row -> known.addAll(row.taken(target)));
    return known;
  }

  private static List<String> cells(OpRow row, Map<Target, Set<ElementType>> known) {
    List<String> cells = new ArrayList<>();
    cells.add('`' + row.name() + '`');
    cells.add('`' + row.signature() + '`');
    cells.add(row.choices());
    known.forEach(
        (target, elements) -> cells.add(row.isEvent() ? "lowered" : row.takenBy(target, elements)));
    cells.add(row.evaluated());
    cells.add(words(row.gradient()));
    return cells;
  }

  private static String words(GradientRule rule) {
    return switch (rule) {
      case NONE_BY_NATURE -> "none";
      case BOTH_MODES -> "both modes";
      case SOME_FOLDS -> "both modes, of some folds";
      case COUNTED_IN_REVERSE -> "forward; reverse if counted";
      case ONCE_INLINED -> "once inlined";
      case UNKNOWN -> "refused";
      case NOT_YET -> "none yet";
    };
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
