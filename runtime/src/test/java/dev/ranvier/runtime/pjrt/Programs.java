package dev.ranvier.runtime.pjrt;

/// StableHLO programs for the tests.
final class Programs {
  /// Three floats and three floats to their sums.
  static final String ADD =
      """
      module @add {
        func.func @main(%x: tensor<3xf32>, %y: tensor<3xf32>) -> tensor<3xf32> {
          %sum = stablehlo.add %x, %y : tensor<3xf32>
          return %sum : tensor<3xf32>
        }
      }
      """;

  /// `n` and three floats to the floats multiplied by 3/2 `n` times, and `n` again.
  static final String LOOP =
      """
      module @loop {
        func.func @main(%n: tensor<i32>, %x: tensor<3xf32>) -> (tensor<3xf32>, tensor<i32>) {
          %zero = stablehlo.constant dense<0> : tensor<i32>
          %one = stablehlo.constant dense<1> : tensor<i32>
          %factor = stablehlo.constant dense<1.5> : tensor<3xf32>
          %end:2 = stablehlo.while(%i = %zero, %v = %x) : tensor<i32>, tensor<3xf32>
          cond {
            %more = stablehlo.compare LT, %i, %n : (tensor<i32>, tensor<i32>) -> tensor<i1>
            stablehlo.return %more : tensor<i1>
          } do {
            %next = stablehlo.add %i, %one : tensor<i32>
            %grown = stablehlo.multiply %v, %factor : tensor<3xf32>
            stablehlo.return %next, %grown : tensor<i32>, tensor<3xf32>
          }
          return %end#1, %end#0 : tensor<3xf32>, tensor<i32>
        }
      }
      """;

  /// A 2x3 matrix to its transpose.
  static final String TRANSPOSE =
      """
      module @transpose {
        func.func @main(%x: tensor<2x3xi32>) -> tensor<3x2xi32> {
          %t = stablehlo.transpose %x, dims = [1, 0] : (tensor<2x3xi32>) -> tensor<3x2xi32>
          return %t : tensor<3x2xi32>
        }
      }
      """;

  /// The same, with a result that lies column by column.
  static final String TRANSPOSE_IN_COLUMNS =
      """
      module @transpose {
        func.func @main(%x: tensor<2x3xi32>)
            -> (tensor<3x2xi32> {mhlo.layout_mode = "{0,1}"}) {
          %t = stablehlo.transpose %x, dims = [1, 0] : (tensor<2x3xi32>) -> tensor<3x2xi32>
          return %t : tensor<3x2xi32>
        }
      }
      """;

  /// Three floats, donated, to their doubles.
  static final String DOUBLE_IN_PLACE =
      """
      module @double {
        func.func @main(%x: tensor<3xf32> {tf.aliasing_output = 0 : i32}) -> tensor<3xf32> {
          %sum = stablehlo.add %x, %x : tensor<3xf32>
          return %sum : tensor<3xf32>
        }
      }
      """;

  /// Eight floats, two on each of four devices, to their doubles.
  static final String SHARDED =
      """
      module @sharded attributes {mhlo.num_partitions = 4 : i32} {
        func.func @main(%x: tensor<8xf32> {mhlo.sharding = "{devices=[4]<=[4]}"})
            -> (tensor<8xf32> {mhlo.sharding = "{devices=[4]<=[4]}"}) {
          %sum = stablehlo.add %x, %x : tensor<8xf32>
          return %sum : tensor<8xf32>
        }
      }
      """;

  private Programs() {}

  /// One float to its sine, taken this many times over.
  static String chain(int length) {
    var text = new StringBuilder("func.func @main(%v0: tensor<f32>) -> tensor<f32> {\n");
    for (int index = 0; index < length; index++) {
      text.append("  %%v%d = stablehlo.sine %%v%d : tensor<f32>\n".formatted(index + 1, index));
    }
    return text + "  return %v" + length + " : tensor<f32>\n}\n";
  }
}
