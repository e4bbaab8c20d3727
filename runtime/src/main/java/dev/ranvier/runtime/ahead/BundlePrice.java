package dev.ranvier.runtime.ahead;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What a program costs on a TPU, by the machine code that its compiler made: a bundle takes a
/// cycle, a loop its bundles times its turns, an op that has code of its own that code.
///
/// What isn't in it: waiting for memory, and for other chips. Loops whose turns depend on data
/// count as one turn, and both sides of a branch count. Held against published times of v4 chips,
/// it was right within about a factor of two.
///
/// @param loops the loops that the program itself asked for and that are in no other loop: time
///   loops, mostly
/// @param outside bundles that run once, windows over large arrays included
/// @param unknown loops that count as one turn, since the code doesn't say how often they turn
/// @param missing ops whose code the compiler didn't write; they count as one bundle
public record BundlePrice(List<Loop> loops, long outside, int unknown, Set<String> missing) {
  /// One loop.
  ///
  /// @param turn bundles of one turn
  /// @param trips how often it turns, if that is a constant
  /// @param ops bundles of one turn by op, for ops with code of their own
  public record Loop(long turn, OptionalLong trips, Map<String, Long> ops) {
    public Loop {
      ops = Map.copyOf(ops);
    }
  }

  public BundlePrice {
    loops = List.copyOf(loops);
    missing = Set.copyOf(missing);
  }

  /// Reads what the compiler wrote to a folder; empty if it wrote no program.
  ///
  /// @param delay bundles that still run after a branch was taken
  static Optional<BundlePrice> read(Path folder, int delay) throws IOException {
    return of(BundleDump.read(folder, delay));
  }

  static Optional<BundlePrice> of(BundleDump dump) {
    return dump.code(BundleDump.PROGRAM).map(program -> new Reading(dump).price(program));
  }

  /// Bundles of one time step, of a program that takes `steps` of them: all turns of the loops,
  /// divided by the steps. A loop whose turns aren't known is taken to turn once a step.
  public double perStep(long steps) {
    return loops.stream()
        .mapToDouble(
            loop ->
                loop.trips().isPresent()
                    ? (double) loop.turn() * loop.trips().getAsLong() / steps
                    : loop.turn())
        .sum();
  }

  /// One reading of a dump: prices of ops, and what was noticed on the way.
  private static final class Reading {
    private final BundleDump dump;
    private final Map<String, Long> prices = new HashMap<>();
    private final Set<String> missing = new HashSet<>();
    private int unknown;

    Reading(BundleDump dump) {
      this.dump = dump;
    }

    BundlePrice price(BundleCode program) {
      List<BundleLoop> asked = program.loops().stream().filter(loop -> !loop.window()).toList();
      List<BundleLoop> outermost =
          asked.stream()
              .filter(loop -> asked.stream().noneMatch(other -> other.contains(loop)))
              .toList();
      noticeUnknown(program, outermost);
      var loops = new ArrayList<Loop>();
      for (BundleLoop loop : outermost) {
        loops.add(loop(program, loop));
      }
      long outside = 0;
      for (int bundle = 0; bundle < program.bundles().size(); bundle++) {
        int index = bundle;
        if (outermost.stream().noneMatch(loop -> loop.contains(index))) {
          outside += bundles(program, bundle, program.around(bundle));
        }
      }
      return new BundlePrice(loops, outside, unknown, missing);
    }

    private Loop loop(BundleCode program, BundleLoop loop) {
      long turn = 0;
      Map<String, Long> ops = new HashMap<>();
      for (int bundle = loop.first(); bundle < loop.end(); bundle++) {
        List<BundleLoop> inner =
            program.around(bundle).stream().filter(one -> loop.contains(one)).toList();
        long bundles = bundles(program, bundle, inner);
        turn += bundles;
        program.call(bundle).ifPresent(op -> ops.merge(op, bundles, Long::sum));
      }
      return new Loop(turn, loop.trips(), ops);
    }

    private long bundles(BundleCode code, int bundle, List<BundleLoop> around) {
      long once = 1 + code.call(bundle).map(this::op).orElse(0L);
      return around.stream()
          .mapToLong(loop -> loop.trips().orElse(1))
          .reduce(once, Math::multiplyExact);
    }

    private long op(String name) {
      Long known = prices.get(name);
      if (known != null) {
        return known;
      }
      prices.put(name, 0L); // no code calls itself; if one seemed to, that ends it
      long price = dump.code(name).map(this::whole).orElseGet(() -> missing(name));
      prices.put(name, price);
      return price;
    }

    private long whole(BundleCode code) {
      noticeUnknown(code, List.of());
      long sum = 0;
      for (int bundle = 0; bundle < code.bundles().size(); bundle++) {
        sum += bundles(code, bundle, code.around(bundle));
      }
      return sum;
    }

    private long missing(String name) {
      missing.add(name);
      return 0L;
    }

    private void noticeUnknown(BundleCode code, List<BundleLoop> but) {
      unknown +=
          (int)
              code.loops().stream()
                  .filter(loop -> loop.trips().isEmpty() && !but.contains(loop))
                  .count();
    }
  }
}
