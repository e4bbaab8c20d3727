package dev.ranvier.examples.bench.service;

import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.RuntimeClient;
import java.util.Arrays;
import java.util.List;

/// The StableHLO programs that the rows run.
final class Modules {
  /// Two times three floats to their sums.
  static final String ADD =
      """
      module @add {
        func.func public @main(%x: tensor<3xf32>, %y: tensor<3xf32>) -> tensor<3xf32> {
          %0 = "stablehlo.add"(%x, %y) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
          "func.return"(%0) : (tensor<3xf32>) -> ()
        }
      }
      """;

  /// A float to twice that.
  static final String TWICE =
      """
      module @twice {
        func.func public @main(%x: tensor<f32>) -> tensor<f32> {
          %0 = "stablehlo.add"(%x, %x) : (tensor<f32>, tensor<f32>) -> tensor<f32>
          "func.return"(%0) : (tensor<f32>) -> ()
        }
      }
      """;

  /// As many steps of a little dynamical system as the first argument says.
  static final String STEPS =
      """
      module @steps {
        func.func public @main(%n: tensor<i32>, %x: tensor<3xf32>) -> tensor<3xf32> {
          %zero = "stablehlo.constant"() {value = dense<0> : tensor<i32>} : () -> tensor<i32>
          %one = "stablehlo.constant"() {value = dense<1> : tensor<i32>} : () -> tensor<i32>
          %decay = "stablehlo.constant"() {value = dense<0.99> : tensor<3xf32>} : () -> tensor<3xf32>
          %end:2 = "stablehlo.while"(%zero, %x) ({
          ^bb0(%i: tensor<i32>, %v: tensor<3xf32>):
            %more = "stablehlo.compare"(%i, %n) {comparison_direction = #stablehlo<comparison_direction LT>} : (tensor<i32>, tensor<i32>) -> tensor<i1>
            "stablehlo.return"(%more) : (tensor<i1>) -> ()
          }, {
          ^bb0(%i: tensor<i32>, %v: tensor<3xf32>):
            %next = "stablehlo.add"(%i, %one) : (tensor<i32>, tensor<i32>) -> tensor<i32>
            %kept = "stablehlo.multiply"(%v, %decay) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
            "stablehlo.return"(%next, %kept) : (tensor<i32>, tensor<3xf32>) -> ()
          }) : (tensor<i32>, tensor<3xf32>) -> (tensor<i32>, tensor<3xf32>)
          "func.return"(%end#1) : (tensor<3xf32>) -> ()
        }
      }
      """;

  /// Never ends, whatever it is given.
  static final String ENDLESS =
      """
      module @endless {
        func.func public @main(%x: tensor<f32>) -> tensor<f32> {
          %end = "stablehlo.while"(%x) ({
          ^bb0(%v: tensor<f32>):
            %same = "stablehlo.compare"(%v, %v) {comparison_direction = #stablehlo<comparison_direction LT>} : (tensor<f32>, tensor<f32>) -> tensor<i1>
            %always = "stablehlo.not"(%same) : (tensor<i1>) -> tensor<i1>
            "stablehlo.return"(%always) : (tensor<i1>) -> ()
          }, {
          ^bb0(%v: tensor<f32>):
            %next = "stablehlo.sine"(%v) : (tensor<f32>) -> tensor<f32>
            "stablehlo.return"(%next) : (tensor<f32>) -> ()
          }) : (tensor<f32>) -> tensor<f32>
          "func.return"(%end) : (tensor<f32>) -> ()
        }
      }
      """;

  private static final HostArray ONES = HostArray.of(new float[] {1, 2, 3}, 3);

  private Modules() {}

  static HostArray three() {
    return ONES;
  }

  /// A program of many ops, none like another: takes a while to compile, and has much code.
  static String large(int ops, int seed) {
    StringBuilder text = new StringBuilder("module @large {\n");
    text.append("  func.func public @main(%v0: tensor<8x8xf32>) -> tensor<8x8xf32> {\n");
    String type = "tensor<8x8xf32>";
    for (int i = 1; i <= ops; i++) {
      String op = List.of("sine", "tanh", "exponential", "cosine").get((i + seed) % 4);
      text.append(
          "    %%u%d = \"stablehlo.%s\"(%%v%d) : (%s) -> %s\n".formatted(i, op, i - 1, type, type));
      text.append(
          "    %%v%d = \"stablehlo.transpose\"(%%u%d) {permutation = array<i64: 1, 0>} : (%s) -> %s\n"
              .formatted(i, i, type, type));
    }
    text.append("    \"func.return\"(%%v%d) : (%s) -> ()\n  }\n}\n".formatted(ops, type));
    return text.toString();
  }

  /// A program that differs from those of other numbers.
  static String numbered(int number) {
    return """
        module @numbered {
          func.func public @main(%%x: tensor<3xf32>) -> tensor<3xf32> {
            %%c = "stablehlo.constant"() {value = dense<%d.0> : tensor<3xf32>} : () -> tensor<3xf32>
            %%0 = "stablehlo.add"(%%x, %%c) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
            "func.return"(%%0) : (tensor<3xf32>) -> ()
          }
        }
        """
        .formatted(number);
  }

  /// Whether a server computes what it should, for a client of its own.
  static boolean works(String address) {
    try (var client = RuntimeClient.connect(address);
        var add = client.compile("add", ADD);
        var x = client.upload(ONES);
        var outcome = client.execute(add, List.of(x, x))) {
      return Arrays.equals(
          client.download(outcome.outputs().getFirst()).floats(), new float[] {2, 4, 6});
    }
  }
}
