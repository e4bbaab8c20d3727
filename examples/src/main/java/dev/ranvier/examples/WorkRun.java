package dev.ranvier.examples;

import dev.ranvier.examples.bench.Work;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.Outcome;
import dev.ranvier.runtime.client.RemoteBuffer;
import dev.ranvier.runtime.client.RemoteExecutable;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.session.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// What a program that is to be measured gave, on a runtime.
///
/// @param micros that the device was busy for all steps, the median of all rounds
/// @param counted the result that says what happened
/// @param gradient empty if the program has none
/// @param temporaryBytes that a run takes beside arguments and results, if the runtime can tell
@SuppressWarnings("ArrayRecordComponent") // never compared
record WorkRun(
    double micros,
    double compileSeconds,
    HostArray counted,
    float[] gradient,
    OptionalLong temporaryBytes) {
  /// Runs it once to warm up, then some rounds.
  static WorkRun of(Session session, Work work, int rounds) {
    RuntimeClient client = session.client();
    List<RemoteBuffer> arguments = new ArrayList<>();
    try (RemoteExecutable program =
        client.compile(work.module().name(), Printer.print(work.module()))) {
      work.arguments().forEach(tensor -> arguments.add(client.upload(array(tensor))));
      double[] micros = new double[rounds];
      client.execute(program, arguments).close();
      for (int round = 0; round < rounds - 1; round++) {
        try (Outcome outcome = client.execute(program, arguments)) {
          micros[round] = outcome.deviceTime().toNanos() / 1e3;
        }
      }
      try (Outcome outcome = client.execute(program, arguments)) {
        micros[rounds - 1] = outcome.deviceTime().toNanos() / 1e3;
        Arrays.sort(micros);
        List<RemoteBuffer> results = outcome.outputs();
        return new WorkRun(
            micros[rounds / 2],
            program.compileTime().toNanos() / 1e9,
            client.download(results.get(work.result())),
            work.gradient().isPresent()
                ? client.download(results.get(work.gradient().getAsInt())).floats()
                : new float[0],
            program.temporaryBytes());
      }
    } finally {
      arguments.forEach(RemoteBuffer::close);
    }
  }

  private static HostArray array(Tensor tensor) {
    DType dtype = DType.ofSpelling(tensor.type().element().spelling()).orElseThrow();
    return HostArray.ofBytes(new ArrayType(dtype, tensor.type().dimensions()), tensor.toBytes());
  }
}
