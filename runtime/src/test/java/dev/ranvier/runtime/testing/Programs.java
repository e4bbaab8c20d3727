package dev.ranvier.runtime.testing;

/// Small StableHLO programs, in the form that the compiler prints.
public final class Programs {
  /// Two times three floats to their sums.
  public static final String ADD =
      """
      module @add {
        func.func public @main(%x: tensor<3xf32>, %y: tensor<3xf32>) -> tensor<3xf32> {
          %0 = "stablehlo.add"(%x, %y) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
          "func.return"(%0) : (tensor<3xf32>) -> ()
        }
      }
      """;

  /// One float to its opposite.
  public static final String NEGATE =
      """
      module @negate {
        func.func public @main(%x: tensor<1xf32>) -> tensor<1xf32> {
          %0 = "stablehlo.negate"(%x) : (tensor<1xf32>) -> tensor<1xf32>
          "func.return"(%0) : (tensor<1xf32>) -> ()
        }
      }
      """;

  /// Truth values to their opposites.
  public static final String NOT =
      """
      module @not {
        func.func public @main(%x: tensor<4xi1>) -> tensor<4xi1> {
          %0 = "stablehlo.not"(%x) : (tensor<4xi1>) -> tensor<4xi1>
          "func.return"(%0) : (tensor<4xi1>) -> ()
        }
      }
      """;

  /// Three floats, donated, to their doubles.
  public static final String DOUBLE_IN_PLACE =
      """
      module @double {
        func.func public @main(%x: tensor<3xf32> {tf.aliasing_output = 0 : i32}) -> tensor<3xf32> {
          %0 = "stablehlo.add"(%x, %x) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
          "func.return"(%0) : (tensor<3xf32>) -> ()
        }
      }
      """;

  /// `n` steps of a little dynamical system. Arguments: n, a drive, the state. Results: the new
  /// state, and its sum with the drive as a record.
  public static final String STEPS =
      """
      module @steps {
        func.func public @main(%n: tensor<i32>, %drive: tensor<3xf32>, %x: tensor<3xf32> {tf.aliasing_output = 0 : i32}) -> (tensor<3xf32>, tensor<3xf32>) {
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
            %moved = "stablehlo.add"(%kept, %drive) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
            "stablehlo.return"(%next, %moved) : (tensor<i32>, tensor<3xf32>) -> ()
          }) : (tensor<i32>, tensor<3xf32>) -> (tensor<i32>, tensor<3xf32>)
          %sum = "stablehlo.add"(%end#1, %drive) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
          "func.return"(%end#1, %sum) : (tensor<3xf32>, tensor<3xf32>) -> ()
        }
      }
      """;

  /// Never ends, whatever it is given.
  public static final String ENDLESS =
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

  private Programs() {}
}
