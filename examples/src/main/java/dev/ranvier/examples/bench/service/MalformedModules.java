package dev.ranvier.examples.bench.service;

import com.google.protobuf.ByteString;
import dev.ranvier.examples.bench.service.BrokenTexts.Broken;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.admission.Admission;
import dev.ranvier.runtime.admission.AdmissionLimits;
import dev.ranvier.runtime.admission.Destination;
import dev.ranvier.runtime.admission.ModuleRejected;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.server.RuntimeServer;
import java.util.Random;
import java.util.regex.Pattern;

/// Row 1: nonsense, and good modules with something broken. All of them go through the admission
/// that the front runs, and some through the whole service.
final class MalformedModules {
  private static final long SEED = 20_26;
  private static final double LONGEST_SECONDS = 1;

  private static final Pattern OP = Pattern.compile("\"(stablehlo|func)\\.\\w+\"\\(");

  private final Admission admission = new Admission(AdmissionLimits.DEFAULT);
  private int admitted;
  private int rejected;
  private int withoutLine;
  private int outsideOps;
  private int withoutOp;
  private double slowest;

  Figure measure(Bench bench) throws Exception {
    int generated = bench.scale().of(2_000, 10_000);
    int mutated = bench.scale().of(10_000, 100_000);
    BrokenTexts texts = new BrokenTexts(new Random(SEED));
    for (int i = 0; i < generated + mutated; i++) {
      Broken broken = i < generated ? texts.generated() : texts.mutated();
      admit(broken, i);
    }
    int served = bench.scale().of(200, 2_000);
    String sent = throughTheService(bench, texts, served);
    boolean met =
        slowest <= LONGEST_SECONDS && withoutLine == 0 && withoutOp == 0 && sent.isEmpty();
    return Figure.of(
        met,
        "0 crashes in %,d generated + %,d mutated (%,d refused, %,d still good), slowest %.0f ms,"
            + " line missing in %,d, op in %,d (%,d lines have none); %,d through the service%s",
        generated,
        mutated,
        rejected,
        admitted,
        slowest * 1e3,
        withoutLine,
        withoutOp,
        outsideOps - withoutOp,
        served,
        sent.isEmpty() ? ": worker and front unharmed" : sent);
  }

  private void admit(Broken broken, int number) {
    long begin = System.nanoTime();
    try {
      var _ = admission.admit("broken", ByteString.copyFromUtf8(broken.text()), Destination.ANY);
      admitted++;
    } catch (ModuleRejected problem) {
      rejected++;
      withoutLine += problem.line() < 1 ? 1 : 0;
      if (problem.op().isEmpty()) {
        outsideOps++;
        withoutOp += hasOp(broken.text(), problem.line()) ? 1 : 0;
      }
    } catch (RuntimeException | StackOverflowError crash) {
      throw new IllegalStateException(
          "module %d of seed %d crashed admission with %s: %s"
              .formatted(number, SEED, crash, broken.text()),
          crash);
    }
    slowest = Math.max(slowest, Waiting.since(begin));
  }

  /// Whether an op begins in a line: where none does, there is none to name.
  private static boolean hasOp(String text, int line) {
    return text.lines().skip(line - 1L).limit(1).anyMatch(OP.asPredicate());
  }

  /// What was wrong, or nothing.
  private static String throughTheService(Bench bench, BrokenTexts texts, int count)
      throws Exception {
    try (RuntimeServer server = bench.start();
        RuntimeClient client = Bench.connect(server)) {
      long worker = server.workers().getFirst();
      for (int i = 0; i < count; i++) {
        String text = (i % 10 == 0 ? texts.generated() : texts.mutated()).text();
        try {
          client.compile("broken", text).close();
        } catch (RuntimeFailure.BadModule _) {
          // As it should be.
        } catch (RuntimeFailure other) {
          return "; but module %d of seed %d got %s: %s".formatted(i, SEED, other, text);
        }
      }
      return server.workers().getFirst() == worker && Modules.works(server.address())
          ? ""
          : "; but a worker was lost";
    }
  }
}
