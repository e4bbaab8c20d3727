package dev.ranvier.tests.bench;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.UntrainedYinYang;
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

/// All passes of the compiler on the Yin-Yang network, from its graph to the lowered module.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 10)
@Measurement(iterations = 3, time = 10)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx3g", "--sun-misc-unsafe-memory-access=allow"})
public class CompileBenchmark {
  private final Network network = new UntrainedYinYang().network();

  @Benchmark
  public Program compile() {
    return Compiler.target(Targets.cpu()).compile(network, Settings.batch(64).steps(1000).seed(1));
  }
}
