package dev.ranvier.tests.bench;

import dev.ranvier.ir.Diagnostic;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.text.Parser;
import dev.ranvier.ir.text.Printer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Printing, reading and verifying a module of 100,000 ops.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 10)
@Measurement(iterations = 3, time = 10)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx3g", "--sun-misc-unsafe-memory-access=allow"})
public class IrBenchmark {
  static final int OPS = 100_000;

  private final Module module = LargeModule.of(OPS);
  private final String text = Printer.print(module);

  @Benchmark
  public String print() {
    return Printer.print(module);
  }

  @Benchmark
  public Module parse() {
    return Parser.parse(text, "large.mlir");
  }

  @Benchmark
  public List<Diagnostic> verify() {
    return Verifier.verify(module, Stage.TENSOR);
  }
}
