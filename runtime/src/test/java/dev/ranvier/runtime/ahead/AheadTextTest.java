package dev.ranvier.runtime.ahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonSyntaxException;
import dev.ranvier.runtime.ahead.AheadReport.Facts;
import dev.ranvier.runtime.hlo.Hlo;
import dev.ranvier.runtime.hlo.Hlo.Instruction;
import dev.ranvier.runtime.pjrt.CompiledMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read and written as text, without a plugin.
class AheadTextTest {
  private static Instruction instruction(
      String name, String opcode, long elements, List<Long> called, String config) {
    List<Long> spaces = opcode.equals("while") ? List.of(0L, 1L, 1L) : List.of();
    boolean aliased = name.endsWith("alias");
    return new Instruction(name, opcode, elements, spaces, called, aliased, Map.of(), config);
  }

  /// An entry with a copy and a loop, whose body has a fusion around a gather, and copies, one of
  /// them of an array to its own place.
  private static Hlo program() {
    return new Hlo(
        Map.of(
            1L,
            List.of(
                instruction("copy.1", "copy", 1_000, List.of(), ""),
                instruction("while.1", "while", 0, List.of(2L, 3L), "")),
            2L,
            List.of(
                instruction("copy.2", "copy", 20, List.of(), ""),
                instruction(
                    "fusion.1",
                    "fusion",
                    10,
                    List.of(4L),
                    "{\"window_config\":{\"estimated_cycles\":\"1995\"}}"),
                instruction("fusion.2", "fusion", 10, List.of(), "{\"estimated_cycles\":\"1900\"}"),
                instruction("fusion.alias", "fusion", 70, List.of(5L), "")),
            3L,
            List.of(instruction("compare.1", "compare", 1, List.of(), "{\"flag_configs\":[]}")),
            4L,
            List.of(instruction("gather.1", "gather", 10, List.of(), "")),
            5L,
            List.of(
                instruction("parameter.1", "parameter", 70, List.of(), ""),
                instruction("copy.3", "copy", 70, List.of(), ""))));
  }

  @Test
  void findsWhatIsInLoops() {
    var facts = OptimizedFacts.of(program());
    assertThat(facts.inLoops("gather")).isEqualTo(1);
    assertThat(facts.inLoops("copy")).isEqualTo(1);
    assertThat(facts.all("copy")).isEqualTo(3);
    assertThat(facts.inLoops("scatter")).isZero();
    assertThat(facts.largestLoopCopy()).isEqualTo(20);
    assertThat(facts.carried()).isEqualTo(3);
    assertThat(facts.onChip()).isEqualTo(2);
    assertThat(facts.estimatedCycles()).isEqualTo(3_895);
    assertThat(facts.estimated()).isEqualTo(2);
  }

  @Test
  void reportsComeBackAsTheyWereSent() {
    var memory = new CompiledMemory(1, 2, 3, 4, 5);
    var costs = Map.of("flops", 346.0, "optimal_seconds", Double.NaN);
    var facts =
        new Facts(
            "tpu",
            "v5 <lite>\nof today",
            "main",
            1.5,
            List.of("tensor<f32>"),
            memory,
            costs,
            OptimizedFacts.of(program()));
    assertThat(AheadReport.parse(AheadReport.of(facts).json())).isEqualTo(AheadReport.of(facts));
    var refusal = AheadReport.refusal(new AheadReport.Refusal(true, "no", "no\nnever"));
    assertThat(AheadReport.parse(refusal.json())).isEqualTo(refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"refusal\":{\"device\":tr"})
  void refusesReportsThatAreCutOff(String json) {
    assertThatThrownBy(() -> AheadReport.parse(json)).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void findsTheJavaLineInTheCompilersWords() {
    var parsing =
        new AheadOutcome.Refused(
            "no", "Relay.java:31:0: error: 'stablehlo.add' op requires the same shape");
    assertThat(parsing.javaLine()).hasValue("Relay.java:31");
    var compiling =
        new AheadOutcome.Refused(
            "no", "Custom emitter not found\n\nSuspected Python Code Location:\n  Xor$1.java:7");
    assertThat(compiling.javaLine()).hasValue("Xor$1.java:7");
    assertThat(new AheadOutcome.Refused("no", "-:3:4: error").javaLine()).isEmpty();
  }

  @Test
  void knowsItsTargets() {
    for (String name : AheadTarget.known()) {
      assertThat(AheadTarget.named(name).name()).isEqualTo(name);
    }
    assertThat(AheadTarget.named("v5e:8x8").plugin().project()).isEqualTo("libtpu");
    assertThat(AheadTarget.named("h200").plugin().project()).isEqualTo("jax-cuda13-pjrt");
    assertThat(new TpuTarget("v4:2x2x1").branchDelay()).isEqualTo(1);
    assertThat(new TpuTarget("v5e:2x2").branchDelay()).isEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("dev.ranvier.runtime.ahead.AheadTarget#known")
  void preparesEachTargetsProcess(String name, @TempDir Path folder) throws IOException {
    var orders = new AheadOrders(folder.resolve("plugin.so"), name, folder);
    Path tool = Files.writeString(folder.resolve("tool"), "tool");
    Map<String, String> environment =
        new HashMap<>(Map.of("LIBTPU_INIT_ARGS", "--own", "XLA_FLAGS", "--own", "PATH", "/bin"));
    AheadTarget target = AheadTarget.named(name);
    target.prepare(environment, orders, target.tools().stream().map(one -> tool).toList());
    if (target instanceof TpuTarget) {
      assertThat(environment.get("LIBTPU_INIT_ARGS"))
          .startsWith("--own --xla_jf_dump_to=" + folder);
      assertThat(environment)
          .containsEntry("TPU_SKIP_MDS_QUERY", "1")
          .containsEntry("PATH", "/bin");
      assertThat(target.options()).isEmpty();
    } else {
      assertThat(environment.get("XLA_FLAGS"))
          .isEqualTo("--own --xla_gpu_cuda_data_dir=" + orders.cuda());
      assertThat(environment.get("PATH")).isEqualTo(orders.cuda().resolve("bin") + ":/bin");
      assertThat(orders.cuda().resolve("bin/ptxas")).hasContent("tool");
      assertThat(target.options().get("target_config")).contains("core_count", "openxla/xla");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "v5e", "v5e:", "v5e:2x", "v5e:2x2 --flag", "h100", "H200", "v5e:2x2\n"})
  void refusesNamesThatCannotBeDevices(String name) {
    assertThatThrownBy(() -> AheadTarget.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there are v3:2x2, v4:2x2x1, v5e:1x1");
  }
}
