package dev.ranvier.runtime.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.protocol.ProgramSignature;
import dev.ranvier.runtime.testing.Programs;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Admission admission = new Admission(AdmissionLimits.DEFAULT);

  @Test
  void readsWhatMainTakesAndGives() {
    ProgramSignature signature = admit(Programs.STEPS);
    ArrayType state = ArrayType.of(DType.F32, 3);
    assertThat(signature.arguments()).containsExactly(ArrayType.of(DType.I32), state, state);
    assertThat(signature.results()).containsExactly(state, state);
    assertThat(signature.argumentNames()).containsExactly("n", "drive", "x");
  }

  @Test
  void rejectsTextThatDoesNotParseWithItsLine() {
    rejects(
        """
        module {
          func.func public @main(%x: tensor<f32>) -> tensor<f32> {
            %0 = "stablehlo.add"(%x, ) : (tensor<f32>, tensor<f32>) -> tensor<f32>
          }
        }
        """,
        3, "stablehlo.add", "line 3");
  }

  @Test
  void rejectsOpThatIsIllTyped() {
    rejects(
        """
        module {
          func.func public @main(%x: tensor<3xf32>, %y: tensor<2xf32>) -> tensor<3xf32> {
            %0 = "stablehlo.add"(%x, %y) : (tensor<3xf32>, tensor<2xf32>) -> tensor<3xf32>
            "func.return"(%0) : (tensor<3xf32>) -> ()
          }
        }
        """,
        3, "stablehlo.add", "tensor<2xf32>");
  }

  @Test
  void rejectsCustomCalls() {
    rejects(
        """
        module {
          func.func public @main(%x: tensor<3xf32>) -> tensor<3xf32> {
            %0 = "stablehlo.custom_call"(%x) {call_target_name = "TopK"} : (tensor<3xf32>) -> tensor<3xf32>
            "func.return"(%0) : (tensor<3xf32>) -> ()
          }
        }
        """,
        3, "stablehlo.custom_call", "takes no custom calls");
  }

  @Test
  void rejectsOpsThatWaitForHosts() {
    rejects(
        """
        module {
          func.func public @main(%t: !stablehlo.token) -> !stablehlo.token {
            %0 = "stablehlo.outfeed"(%t) : (!stablehlo.token) -> !stablehlo.token
            "func.return"(%0) : (!stablehlo.token) -> ()
          }
        }
        """,
        2, "", "line 2");
  }

  @Test
  void rejectsModuleWithoutMain() {
    assertThatThrownBy(() -> admit("module {\n}\n")).hasMessageContaining("@main");
  }

  @Test
  void rejectsBytecode() {
    assertThatThrownBy(
            () ->
                admission.admit(
                    "m",
                    ByteString.copyFrom(new byte[] {'M', 'L', (byte) 0xef, 'R'}),
                    Destination.ANY))
        .isInstanceOf(ModuleRejected.class)
        .hasMessageContaining("send text, not bytecode");
  }

  @Test
  void rejectsDeepNestingAndHugeDimensionsBeforeMemoryIsTaken() {
    String deep = "{a = ".repeat(10_000) + "1" + "}".repeat(10_000);
    assertThatThrownBy(() -> admit("module attributes {x = " + deep + "} {\n}\n"))
        .isInstanceOf(ModuleRejected.class);
    rejects(
        """
        module {
          func.func public @main(%x: tensor<4611686018427387904x4611686018427387904xf32>) {
            "func.return"() : () -> ()
          }
        }
        """,
        2, "func.func", "line 2");
  }

  private ProgramSignature admit(String text) {
    return admission.admit("m", ByteString.copyFromUtf8(text), Destination.ANY).signature();
  }

  private void rejects(String text, int line, String op, String said) {
    assertThatThrownBy(() -> admit(text))
        .isInstanceOfSatisfying(
            ModuleRejected.class,
            rejected -> {
              assertThat(rejected).hasMessageContaining(said);
              assertThat(rejected.getMessage()).startsWith("module \"m\": ").doesNotContain("\n");
              assertThat(rejected.line()).isEqualTo(line);
              if (!op.isEmpty()) {
                assertThat(rejected.op()).isEqualTo(op);
              }
            });
  }

  @Test
  void refusesWhatAnEmulatedDeviceWouldNotTake() {
    String text =
        """
        func.func public @main(%a: tensor<4xi32>) -> tensor<4xi32> {
          %b = stablehlo.divide %a, %a : tensor<4xi32>
          return %b : tensor<4xi32>
        }
        """;
    ByteString bytes = ByteString.copyFromUtf8(text);
    assertThat(admission.admit("m", bytes, Destination.ANY).signature().arguments()).hasSize(1);
    var lpu = new Destination(Optional.of(Emulated.LPU), Optional.empty());
    assertThatThrownBy(() -> admission.admit("m", bytes, lpu))
        .isInstanceOf(ModuleRejected.class)
        .hasMessageContaining("stablehlo.divide")
        .hasMessageContaining("expected an op that lpu-emulated takes")
        .hasMessageContaining("compile the network for target lpu");
  }

  @Test
  void refusesWhatThePluginIsTooOldFor() {
    ByteString bytes =
        ByteString.copyFromUtf8(
            """
            module {
              func.func public @main(%x: tensor<4xf32>) -> tensor<4xf32> {
                %0 = "stablehlo.tan"(%x) : (tensor<4xf32>) -> tensor<4xf32> loc("Net.java":12:5)
                "func.return"(%0) : (tensor<4xf32>) -> ()
              }
            }
            """);
    assertThatThrownBy(() -> admission.admit("m", bytes, plugin("1.3.7")))
        .isInstanceOfSatisfying(
            ModuleRejected.class, rejected -> assertThat(rejected.op()).isEqualTo("stablehlo.tan"))
        .hasMessage(
            "module \"m\": Net.java:12: stablehlo.tan: needs StableHLO 1.4.0 or newer, the plugin"
                + " has 1.3.7; take a newer plugin, or write it with older ops");
    assertThat(admission.admit("m", bytes, plugin("1.4.0")).signature().arguments()).hasSize(1);
    assertThat(PluginVersions.problem(bytes.toStringUtf8(), Optional.of("1.3.7")))
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("Net.java:12: stablehlo.tan: needs"));
    assertThat(PluginVersions.problem(bytes.toStringUtf8(), Optional.of("1.4.0"))).isEmpty();
  }

  private static Destination plugin(String stablehlo) {
    return new Destination(Optional.empty(), Optional.of(stablehlo));
  }
}
