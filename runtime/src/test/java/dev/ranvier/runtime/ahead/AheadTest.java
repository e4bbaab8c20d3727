package dev.ranvier.runtime.ahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure.PluginProblem;
import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.pjrt.PluginException.Reason;
import dev.ranvier.runtime.plugin.FetchProgress;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Small modules through the compiler of TPUs. Its plugin is fetched once (205 MB); where that
/// can't be, the tests are skipped.
@Tag("ahead")
class AheadTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static AheadOfTime compiler(String devices) {
    try {
      return AheadOfTime.of(AheadTarget.named(devices), FetchProgress.SILENT, PATIENCE);
    } catch (PluginException problem) {
      Assumptions.assumeFalse(problem.reason() == Reason.FETCH_FAILED, problem::getMessage);
      throw problem;
    }
  }

  private static AheadOutcome.Compiled compiled(String devices, String module) throws Exception {
    AheadOutcome outcome = compiler(devices).compile(module);
    assertThat(outcome).isInstanceOf(AheadOutcome.Compiled.class);
    return (AheadOutcome.Compiled) outcome;
  }

  /// 10,240 queues that are rings of 80 slots, for 1,000 steps: written, then read. `%s` is the
  /// shape of a slot.
  private static String rings(String slot) {
    return """
    module @rings {
      func.func public @main(%rings: tensor<80xSLOTxi32>, %in: tensor<SLOTxi32>) -> tensor<SLOTxi32> {
        %zero = stablehlo.constant dense<0> : tensor<i32>
        %one = stablehlo.constant dense<1> : tensor<i32>
        %steps = stablehlo.constant dense<1000> : tensor<i32>
        %slots = stablehlo.constant dense<80> : tensor<i32>
        %flip = stablehlo.constant dense<13> : tensor<SLOTxi32>
        %run:4 = stablehlo.while(%i = %zero, %at = %zero, %r = %rings, %x = %in)
            : tensor<i32>, tensor<i32>, tensor<80xSLOTxi32>, tensor<SLOTxi32>
        cond {
          %more = stablehlo.compare LT, %i, %steps : (tensor<i32>, tensor<i32>) -> tensor<i1>
          stablehlo.return %more : tensor<i1>
        } do {
          %next = stablehlo.add %i, %one : tensor<i32>
          %after = stablehlo.add %at, %one : tensor<i32>
          %last = stablehlo.compare EQ, %after, %slots : (tensor<i32>, tensor<i32>) -> tensor<i1>
          %then = stablehlo.select %last, %zero, %after : tensor<i1>, tensor<i32>
          %row = stablehlo.reshape %x : (tensor<SLOTxi32>) -> tensor<1xSLOTxi32>
          %written = stablehlo.dynamic_update_slice %r, %row, %at, STARTS
          %read = stablehlo.dynamic_slice %written, %then, READ
          %out = stablehlo.reshape %read : (tensor<1xSLOTxi32>) -> tensor<SLOTxi32>
          %flipped = stablehlo.xor %out, %flip : tensor<SLOTxi32>
          stablehlo.return %next, %then, %written, %flipped
              : tensor<i32>, tensor<i32>, tensor<80xSLOTxi32>, tensor<SLOTxi32>
        }
        return %run#3 : tensor<SLOTxi32>
      }
    }
    """
        .replace(
            "STARTS",
            "%zero, %zero : (tensor<80xSLOTxi32>, tensor<1xSLOTxi32>, tensor<i32>, tensor<i32>,"
                + " tensor<i32>) -> tensor<80xSLOTxi32>")
        .replace(
            "READ",
            "%zero, %zero, sizes = [1, 80, 128] : (tensor<80xSLOTxi32>, tensor<i32>, tensor<i32>,"
                + " tensor<i32>) -> tensor<1xSLOTxi32>")
        .replace("SLOT", slot);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v5e:2x2", "v6e:2x4", "v4:2x2x1"})
  void pricesDelayLines(String devices) throws Exception {
    AheadOutcome.Compiled rings = compiled(devices, rings("80x128"));
    assertThat(rings.name()).isEqualTo("rings");
    assertThat(rings.platform()).isEqualTo("tpu");
    assertThat(rings.outputs()).containsExactly("tensor<80x128xi32>");
    assertThat(rings.executable().size()).isPositive();
    assertThat(rings.memory().orElseThrow().arguments()).isEqualTo(81 * 80 * 128 * 4);
    assertThat(rings.optimized().orElseThrow().inLoops("gather")).isZero();
    BundlePrice price = rings.price().orElseThrow();
    assertThat(price.missing()).isEmpty();
    assertThat(price.unknown()).isZero();
    assertThat(price.loops()).hasSize(1);
    assertThat(price.loops().getFirst().trips()).hasValue(1000);
    assertThat(price.perStep(1000)).isBetween(40.0, 200.0);
  }

  @ParameterizedTest
  @MethodSource("dev.ranvier.runtime.ahead.AheadTarget#known")
  void compilesForAllKnownDevices(String devices) throws Exception {
    AheadOutcome.Compiled add =
        compiled(
            devices,
            """
            module @add {
              func.func public @main(%x: tensor<1024xf32>) -> tensor<1024xf32> {
                %y = stablehlo.add %x, %x : tensor<1024xf32>
                return %y : tensor<1024xf32>
              }
            }
            """);
    assertThat(add.memory().orElseThrow().arguments()).isEqualTo(1024 * 4);
    assertThat(add.executable().isEmpty()).isFalse();
    boolean tpu = !devices.equals("h200");
    assertThat(add.price().isPresent()).isEqualTo(tpu);
    assertThat(add.costs().containsKey("flops")).isEqualTo(tpu);
  }

  /// A GPU's compiler calls the assembler and links the functions of its wheels.
  @Test
  void compilesFunctionsForGpus() throws Exception {
    AheadOutcome.Compiled power =
        compiled(
            "h200",
            """
            module @power {
              func.func public @main(%x: tensor<1024xf64>) -> tensor<1024xf64> {
                %y = stablehlo.power %x, %x : tensor<1024xf64>
                return %y : tensor<1024xf64>
              }
            }
            """);
    assertThat(power.platform()).isEqualTo("cuda");
    assertThat(power.optimized().orElseThrow().all("fusion")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v5e:2x2", "h200"})
  void saysWhereAnOpIsWrong(String devices) throws Exception {
    assertRefused(
        devices,
        "%y = stablehlo.add %x, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<5xf32>",
        "add");
  }

  @Test
  void saysWhereAnOpIsThatTheDeviceLacks() throws Exception {
    assertRefused(
        "v5e:2x2",
        "%y = stablehlo.custom_call @nonsense(%x) : (tensor<4xf32>) -> tensor<5xf32>",
        "nonsense");
  }

  private static void assertRefused(String devices, String op, String word) throws Exception {
    AheadOutcome outcome =
        compiler(devices)
            .compile(
                """
                module @bad {
                  func.func public @main(%%x: tensor<4xf32>) -> tensor<5xf32> {
                    %s loc("Net.java":31:0)
                    return %%y : tensor<5xf32>
                  }
                }
                """
                    .formatted(op));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            AheadOutcome.Refused.class,
            refused -> {
              assertThat(refused.message()).contains(word).doesNotContain("\n");
              assertThat(refused.javaLine()).hasValue("Net.java:31");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"v9:2x2", "v5e:3x7"})
  void namesTheKnownDevicesForOneThatThereIsNot(String devices) {
    assertThatThrownBy(() -> compiler(devices).compile("module {}"))
        .isInstanceOf(PluginProblem.class)
        .hasMessageStartingWith(devices)
        .hasMessageContainingAll("PJRT_TopologyDescription_Create", "there are v3:2x2")
        .message()
        .doesNotContain("\n");
  }
}
