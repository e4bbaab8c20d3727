package dev.ranvier.tests.onnx;

import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.onnx.OnnxModel;
import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.Models;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.tests.networks.Pictures;
import dev.ranvier.tests.networks.RecurrentOfKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Examples and every kind of queue as ONNX: some calls, one after the other, with nothing but the
/// two files and spikes.
final class ProgramsInOnnxTest {
  private static final int BATCH = 2;
  private static final int CALLS = 3;
  private static final long SEED = 20;
  private static final RecurrentOfKind RECURRENT =
      new RecurrentOfKind(8, 6, normal(0.7, 0.4), ms(2));

  @ParameterizedTest
  @ValueSource(
      strings = {"relay", "xor", "yinyang", "yinyang-untrained", "delays", "rsnn", "digits"})
  void examplesGiveWhatTheirModulesGive(String name) throws OrtException {
    agree(Models.named(name).orElseThrow().compile(Targets.lpu(), BATCH, SEED));
  }

  static Stream<Network> queues() {
    return Queues.all().stream().map(RECURRENT::network);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void everyKindOfQueueGivesWhatItsModuleGives(Network network) throws OrtException {
    Settings settings = Settings.batch(BATCH).steps(5).seed(SEED);
    agree(Compiler.target(Targets.lpu()).compile(network, settings));
  }

  @Test
  void networkOfConvolutionAndPoolingGivesWhatItsModuleGives() throws OrtException {
    Settings settings = Settings.batch(BATCH).steps(5).seed(SEED);
    agree(Compiler.target(Targets.lpu()).compile(Pictures.network(), settings));
  }

  private static void agree(Program program) throws OrtException {
    Map<String, Tensor> expected = first(program);
    SplittableRandom random = new SplittableRandom(SEED);
    try (OnnxSession start = OnnxSession.of(OnnxModel.initial(program));
        OnnxSession step = OnnxSession.of(OnnxModel.of(program));
        OrtSession.Result begin = start.run(Map.of())) {
      Map<String, OnnxTensor> given = OnnxSession.named(begin);
      assertThat(given.keySet()).isEqualTo(withoutSpikes(program));
      for (Port port : driven(program)) {
        given.put(port.name(), OnnxSession.of(Objects.requireNonNull(expected.get(port.name()))));
      }
      for (int call = 0; call < CALLS; call++) {
        for (Port port : program.signature().inputs(Role.SEQUENCE)) {
          expected.put(port.name(), drawn(random, port));
        }
        feed(program, expected, given, call);
        OrtSession.Result result = step.run(given);
        Map<String, Tensor> outputs = evaluate(program, expected);
        compare(program, outputs, OnnxSession.named(result));
        carry(program, expected, outputs, given, OnnxSession.named(result));
      }
    }
    assertThat(spikeCounts(program, expected)).as("spikes").isPositive();
  }

  private static long spikeCounts(Program program, Map<String, Tensor> state) {
    return program.signature().inputs(Role.COUNT).stream()
        .filter(port -> port.name().endsWith(".spikeCount"))
        .flatMapToLong(
            port -> Arrays.stream(Objects.requireNonNull(state.get(port.name())).toLongs()))
        .sum();
  }

  /// What the first call takes beside spikes, from the program itself, save strong currents for
  /// neurons that are driven by nothing else.
  private static Map<String, Tensor> first(Program program) {
    Map<String, Tensor> inputs = new HashMap<>(program.parameters());
    inputs.putAll(program.initialState());
    for (Port port : driven(program)) {
      inputs.put(port.name(), Tensor.of(Literal.splat(port.type(), 60.0)));
    }
    return inputs;
  }

  private static List<Port> driven(Program program) {
    return program.signature().inputs(Role.PARAMETER).stream()
        .filter(port -> port.name().endsWith(".drive"))
        .toList();
  }

  private static Set<String> withoutSpikes(Program program) {
    Stream<Port> ports = program.signature().inputs().stream();
    return ports
        .filter(port -> port.role() != Role.SEQUENCE)
        .map(Port::name)
        .collect(Collectors.toSet());
  }

  private static void feed(
      Program program, Map<String, Tensor> expected, Map<String, OnnxTensor> given, int call)
      throws OrtException {
    for (Port port : program.signature().inputs(Role.STEP)) {
      long number = (long) call * program.settings().steps().count();
      expected.put(port.name(), Tensor.scalar(port.type().element(), number));
    }
    for (Role role : List.of(Role.STEP, Role.SEQUENCE)) {
      for (Port port : program.signature().inputs(role)) {
        Tensor tensor = Objects.requireNonNull(expected.get(port.name()), port.name());
        given.put(port.name(), OnnxSession.of(tensor));
      }
    }
  }

  private static Map<String, Tensor> evaluate(Program program, Map<String, Tensor> inputs) {
    List<Tensor> arguments = new ArrayList<>();
    for (Port port : program.signature().inputs()) {
      arguments.add(Objects.requireNonNull(inputs.get(port.name()), port.name()));
    }
    List<Tensor> results = Evaluator.evaluate(program.module(), "main", arguments);
    Map<String, Tensor> outputs = new HashMap<>();
    for (int i = 0; i < results.size(); i++) {
      outputs.put(OnnxModel.outputName(program.signature().outputs().get(i)), results.get(i));
    }
    return outputs;
  }

  private static void compare(
      Program program, Map<String, Tensor> expected, Map<String, OnnxTensor> found) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    for (Port port : program.signature().outputs()) {
      String name = OnnxModel.outputName(port);
      Tensor wanted = Objects.requireNonNull(expected.get(name), name);
      Tensor got = OnnxSession.read(Objects.requireNonNull(found.get(name), name), port.type());
      if (port.type().element().isFloat()) {
        assertThat(got.toDoubles()).as(name).containsExactly(wanted.toDoubles(), within(1e-6));
      } else {
        assertThat(got).as(name).isEqualTo(wanted);
      }
    }
  }

  private static void carry(
      Program program,
      Map<String, Tensor> expected,
      Map<String, Tensor> outputs,
      Map<String, OnnxTensor> given,
      Map<String, OnnxTensor> found) {
    for (Port port : program.signature().carried()) {
      String next = port.name() + ".next";
      expected.put(port.name(), Objects.requireNonNull(outputs.get(next), next));
      given.put(port.name(), Objects.requireNonNull(found.get(next), next));
    }
  }

  private static Tensor drawn(SplittableRandom random, Port port) {
    byte[] spikes = new byte[Math.toIntExact(port.type().size())];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
    }
    return Tensor.ofBytes(port.type(), spikes);
  }
}
