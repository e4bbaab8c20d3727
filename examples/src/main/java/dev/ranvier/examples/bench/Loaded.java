package dev.ranvier.examples.bench;

import dev.ranvier.runtime.pjrt.Buffer;
import dev.ranvier.runtime.pjrt.CompiledMemory;
import dev.ranvier.runtime.pjrt.CompiledProgram;
import dev.ranvier.runtime.pjrt.ElementType;
import dev.ranvier.runtime.pjrt.Executable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/// A compiled program whose arguments lie on the device, ready to be run again and again.
public final class Loaded implements AutoCloseable {
  private static final int WARM_UP_RUNS = 200;
  private static final long WARM_UP_NANOS = 500_000_000;

  private final Work work;
  private final Executable executable;
  private final List<Buffer> arguments = new ArrayList<>();
  private final Set<Integer> kept;

  Loaded(Device device, Work work, Executable executable) {
    this.work = work;
    this.executable = executable;
    this.kept = work.donated();
    work.arguments().forEach(argument -> arguments.add(device.upload(argument)));
  }

  /// One run.
  ///
  /// @param microsPerStep from its start until what happened has been fetched and counted
  /// @param counts what happened, summed over all but the first dimension: steps, as a rule
  /// @param gradient raw, little endian
  public record Run(
      double microsPerStep, List<? extends Number> counts, Optional<byte[]> gradient) {
    public Run {
      counts = List.copyOf(counts);
    }
  }

  /// Runs until the Java around a run has been compiled too, or for a while.
  void warmUp() {
    long end = System.nanoTime() + WARM_UP_NANOS;
    for (int i = 0; i < WARM_UP_RUNS && System.nanoTime() < end; i++) {
      run();
    }
  }

  /// Runs all steps once.
  Run run() {
    long start = System.nanoTime();
    List<Buffer> results = executable.execute(arguments, kept);
    try {
      Buffer counted = results.get(work.result());
      List<? extends Number> counts =
          counted.shape().dims().isEmpty()
              ? List.of(counted.download().getFloat(0))
              : LongStream.of(counts(counted)).boxed().toList();
      double micros = (System.nanoTime() - start) / 1e3;
      Optional<byte[]> gradient =
          work.gradient().isEmpty()
              ? Optional.empty()
              : Optional.of(bytes(results.get(work.gradient().getAsInt())));
      return new Run(micros / work.steps(), counts, gradient);
    } finally {
      results.forEach(Buffer::close);
    }
  }

  private static byte[] bytes(Buffer result) {
    ByteBuffer values = result.download();
    byte[] bytes = new byte[values.remaining()];
    values.get(bytes);
    return bytes;
  }

  private long[] counts(Buffer result) {
    ByteBuffer values = result.download();
    boolean bytes = result.shape().type() == ElementType.U8;
    long[] counts = new long[Math.toIntExact(result.shape().dims().getFirst())];
    int width = Math.toIntExact(result.shape().elements() / counts.length);
    for (int row = 0; row < counts.length; row++) {
      long sum = 0;
      for (int i = row * width; i < (row + 1) * width; i++) {
        sum += bytes ? values.get(i) : values.getInt(4 * i);
      }
      counts[row] = sum;
    }
    return counts;
  }

  /// What a run takes on the device, as the plugin's compiler planned it.
  public Optional<CompiledMemory> memory() {
    return executable.memory();
  }

  /// The program as the plugin's compiler left it.
  public Optional<CompiledProgram> optimized() {
    return executable.optimizedProgram();
  }

  @Override
  public void close() {
    arguments.forEach(Buffer::close);
    executable.close();
  }
}
