package dev.ranvier.examples.cli;

import dev.ranvier.compiler.Program;
import dev.ranvier.runtime.ahead.AheadOfTime;
import dev.ranvier.runtime.ahead.AheadOutcome;
import dev.ranvier.runtime.ahead.BundlePrice;
import dev.ranvier.runtime.ahead.OptimizedFacts;
import dev.ranvier.runtime.pjrt.CompiledMemory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What `compile --aot` says, as people and as programs read it.
///
/// @param steps time steps of the program
/// @param costs the compiler's own count of the whole run, in which bodies of loops count once
/// @param price null if the compiler shows no machine code
/// @param file where the executable was written, if it was
record AheadFindings(
    String network,
    String target,
    String devices,
    String compiler,
    String platform,
    double seconds,
    int steps,
    @Nullable CompiledMemory memory,
    Map<String, Double> costs,
    @Nullable OptimizedFacts optimized,
    @Nullable Price price,
    @Nullable String file) {
  private static final List<String> UNWANTED = List.of("scatter", "gather", "sort");
  private static final int DEAREST = 5;

  /// Machine code of a TPU, in bundles, each of which takes a cycle.
  ///
  /// @param dearest ops of a step with the most bundles, most first
  record Price(
      double bundlesPerStep, long bundlesOutside, int unknownLoops, List<OpPrice> dearest) {
    static Price of(BundlePrice price, int steps) {
      return new Price(
          price.perStep(steps), price.outside(), price.unknown(), OpPrice.dearest(price));
    }
  }

  /// Bundles of one turn of its loop.
  record OpPrice(String op, long bundles) {
    static List<OpPrice> dearest(BundlePrice price) {
      return price.loops().stream()
          .flatMap(loop -> loop.ops().entrySet().stream())
          .map(entry -> new OpPrice(entry.getKey(), entry.getValue()))
          .sorted(Comparator.comparingLong(OpPrice::bundles).reversed().thenComparing(OpPrice::op))
          .limit(DEAREST)
          .toList();
    }
  }

  static AheadFindings of(
      AheadOfTime compiler, Program program, AheadOutcome.Compiled compiled, @Nullable Path file) {
    int steps = program.settings().steps().count();
    return new AheadFindings(
        program.name(),
        program.target().name(),
        compiler.target().name(),
        compiler.plugin(),
        compiled.platform(),
        compiled.seconds(),
        steps,
        compiled.memory().orElse(null),
        compiled.costs(),
        compiled.optimized().orElse(null),
        compiled.price().map(price -> Price.of(price, steps)).orElse(null),
        file == null ? null : file.toString());
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s, lowered for %s: compiled for %s in %.1f s by %s%n",
        network,
        target,
        devices,
        seconds,
        compiler);
    if (memory != null) {
      bytes(out, "arguments", memory.arguments());
      bytes(out, "outputs", memory.outputs());
      bytes(out, "temporaries", memory.temporary());
      bytes(out, "code", memory.code());
    }
    cost(out, "flops", "a run, loops counted once");
    cost(out, "bytes accessed", "a run, loops counted once");
    if (optimized != null) {
      printLoops(out, optimized);
    }
    if (price != null) {
      printPrice(out, price);
    }
    if (file != null) {
      out.println("wrote " + file);
    }
  }

  private static void bytes(PrintWriter out, String what, long bytes) {
    out.printf(Locale.ROOT, "%-15s%,15d bytes%n", what, bytes);
  }

  private void cost(PrintWriter out, String name, String what) {
    Double value = costs.get(name);
    if (value != null) {
      out.printf(Locale.ROOT, "%-15s%,15.0f %s%n", name, value, what);
    }
  }

  private static void printLoops(PrintWriter out, OptimizedFacts facts) {
    String found =
        UNWANTED.stream()
            .map(op -> "%d %s".formatted(facts.inLoops(op), op))
            .collect(Collectors.joining(", "));
    long copies = facts.inLoops("copy") + facts.inLoops("copy-start");
    String size = copies == 0 ? "" : " (%,d elements at most)".formatted(facts.largestLoopCopy());
    long fusions = facts.inLoops("fusion");
    out.printf(
        Locale.ROOT,
        "%-15s%s, %d copies%s, %d fusions%n",
        "in its loops",
        found,
        copies,
        size,
        fusions);
  }

  private void printPrice(PrintWriter out, Price of) {
    out.printf(
        Locale.ROOT,
        "%-15s%,15.0f a step; %,d outside the time loop%n",
        "bundles",
        of.bundlesPerStep(),
        of.bundlesOutside());
    if (of.unknownLoops() > 0) {
      out.printf(
          Locale.ROOT, "%30s %d loops of unknown length count once%n", "", of.unknownLoops());
    }
    of.dearest().forEach(op -> out.printf(Locale.ROOT, "%30d %s%n", op.bundles(), op.op()));
    if (optimized != null) {
      out.printf(
          Locale.ROOT,
          "%-15s%,15d cycles in loops, by the compiler's guess (misleads for small loops)%n",
          "estimated",
          optimized.estimatedCycles());
    }
  }
}
