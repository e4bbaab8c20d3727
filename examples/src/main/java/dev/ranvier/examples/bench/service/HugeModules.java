package dev.ranvier.examples.bench.service;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.CompileHeader;
import dev.ranvier.proto.runtime.v1.CompileRequest;
import dev.ranvier.runtime.admission.Admission;
import dev.ranvier.runtime.admission.AdmissionLimits;
import dev.ranvier.runtime.admission.Destination;
import dev.ranvier.runtime.admission.ModuleRejected;
import dev.ranvier.runtime.protocol.ModuleSender;
import dev.ranvier.runtime.server.RuntimeServer;
import io.grpc.StatusException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Row 2: modules that announce more than anyone could hold.
final class HugeModules {
  private static final double LONGEST_SECONDS = 0.1;
  private static final long GIBIBYTE = 1L << 30;

  /// What reading any message costs: buffers, an exception, a line of text.
  private static final long LEAST_BYTES = 256 << 10;

  private final List<String> told = new ArrayList<>();
  private boolean met = true;

  Figure measure(Bench bench) throws Exception {
    try (RuntimeServer server = bench.start();
        RawCalls calls = new RawCalls(server.address())) {
      refuse(calls, "dims", dims());
      refuse(calls, "constant", constant());
      told.clear();
      met = true;
      refuse(calls, "nesting 10,000", nested(10_000));
      refuse(calls, "dims 2^62", dims());
      refuse(calls, "constant of 1 GiB", constant());
      announce(calls);
      return new Figure(String.join("; ", told), met);
    }
  }

  private void refuse(RawCalls calls, String what, String text) throws Exception {
    ByteString utf8 = ByteString.copyFromUtf8(text);
    long allocated = allocated(utf8);
    long begin = System.nanoTime();
    String answer = answer(calls, what, text);
    double seconds = Waiting.since(begin);
    boolean frugal = allocated <= Math.max(2L * utf8.size(), LEAST_BYTES);
    boolean refused = answer.equals("INVALID_ARGUMENT") || answer.equals("RESOURCE_EXHAUSTED");
    met &= refused && frugal && seconds <= LONGEST_SECONDS;
    told.add(
        String.format(
            Locale.ROOT,
            "%s: %s in %.1f ms, %,d KiB allocated for %,d KiB",
            what,
            answer,
            seconds * 1e3,
            allocated >> 10,
            (utf8.size() + 1023) >> 10));
  }

  /// Sends the header alone: the answer must not wait for the text.
  private void announce(RawCalls calls) throws Exception {
    long begin = System.nanoTime();
    var call = calls.calls().compile();
    CompileHeader header =
        CompileHeader.newBuilder().setName("huge").setTextBytes(GIBIBYTE).build();
    var _ = call.write(CompileRequest.newBuilder().setHeader(header).build());
    try {
      var _ = ModuleSender.onlyReply(call);
      met = false;
      told.add("1 GiB of text announced: taken");
    } catch (StatusException refused) {
      double seconds = Waiting.since(begin);
      met &= seconds <= LONGEST_SECONDS;
      told.add(
          String.format(
              Locale.ROOT,
              "1 GiB of text announced: %s in %.1f ms",
              refused.getStatus().getCode(),
              seconds * 1e3));
    }
  }

  private static String answer(RawCalls calls, String what, String text) throws Exception {
    try {
      var _ = calls.compile(what, text);
      return "taken";
    } catch (StatusException refused) {
      return refused.getStatus().getCode().toString();
    }
  }

  /// All that admission allocates, which is at least what it holds at a time.
  private static long allocated(ByteString utf8) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Admission admission = new Admission(AdmissionLimits.DEFAULT);
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      var _ = admission.admit("huge", utf8, Destination.ANY);
    } catch (ModuleRejected expected) {
      return threads.getCurrentThreadAllocatedBytes() - before;
    }
    throw new IllegalStateException("a module that should be refused was taken");
  }

  private static String nested(int depth) {
    return "module @deep {\n  func.func public @main(%x: tensor<f32>) -> tensor<f32> {\n"
        + "    \"stablehlo.while\"(%x) ({\n    ^bb0(%v: tensor<f32>):\n".repeat(depth)
        + "    }) : (tensor<f32>) -> tensor<f32>\n".repeat(depth)
        + "  }\n}\n";
  }

  private static String dims() {
    return Modules.ADD.replace("tensor<3xf32>", "tensor<%dxf32>".formatted(1L << 62));
  }

  private static String constant() {
    return Modules.numbered(1)
        .replace("dense<1.0> : tensor<3xf32>", "dense<1.0> : tensor<268435456xf32>")
        .replace("-> tensor<3xf32>\n    %0", "-> tensor<268435456xf32>\n    %0");
  }
}
