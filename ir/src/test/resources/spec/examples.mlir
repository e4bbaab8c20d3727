// The numbers of the examples in the StableHLO specification (openxla/stablehlo, docs/spec.md, commit
// 3c9301c): for each op @main, what it is given, and what is expected of it. Where the
// specification's own result is not that of its operands, a remark says so.

// -----

// abs
module {
  func.func public @main(%arg0: tensor<3xi32>) -> tensor<3xi32> {
    %0 = "stablehlo.abs"(%arg0) : (tensor<3xi32>) -> tensor<3xi32>
    "func.return"(%0) : (tensor<3xi32>) -> ()
  }
  func.func private @given() -> tensor<3xi32> {
    %0 = "stablehlo.constant"() {value = dense<[-2, 0, 2]> : tensor<3xi32>} : () -> tensor<3xi32>
    "func.return"(%0) : (tensor<3xi32>) -> ()
  }
  func.func private @expected() -> tensor<3xi32> {
    %0 = "stablehlo.constant"() {value = dense<[2, 0, 2]> : tensor<3xi32>} : () -> tensor<3xi32>
    "func.return"(%0) : (tensor<3xi32>) -> ()
  }
}

// -----

// add
module {
  func.func public @main(%arg0: tensor<2x2xi32>, %arg1: tensor<2x2xi32>) -> tensor<2x2xi32> {
    %0 = "stablehlo.add"(%arg0, %arg1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
  func.func private @given() -> (tensor<2x2xi32>, tensor<2x2xi32>) {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    %1 = "stablehlo.constant"() {value = dense<[[5, 6], [7, 8]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0, %1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[6, 8], [10, 12]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
}

// -----

// and
module {
  func.func public @main(%arg0: tensor<2x2xi32>, %arg1: tensor<2x2xi32>) -> tensor<2x2xi32> {
    %0 = "stablehlo.and"(%arg0, %arg1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
  func.func private @given() -> (tensor<2x2xi32>, tensor<2x2xi32>) {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    %1 = "stablehlo.constant"() {value = dense<[[5, 6], [7, 8]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0, %1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 0]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
}

// -----

// atan2
module {
  func.func public @main(%arg0: tensor<3xf64>, %arg1: tensor<3xf64>) -> tensor<3xf64> {
    %0 = "stablehlo.atan2"(%arg0, %arg1) : (tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
    "func.return"(%0) : (tensor<3xf64>) -> ()
  }
  func.func private @given() -> (tensor<3xf64>, tensor<3xf64>) {
    %0 = "stablehlo.constant"() {value = dense<[0.0, 1.0, -1.0]> : tensor<3xf64>} : () -> tensor<3xf64>
    %1 = "stablehlo.constant"() {value = dense<0.0> : tensor<3xf64>} : () -> tensor<3xf64>
    "func.return"(%0, %1) : (tensor<3xf64>, tensor<3xf64>) -> ()
  }
  func.func private @expected() -> tensor<3xf64> {
    %0 = "stablehlo.constant"() {value = dense<[0.0, 1.57079637, -1.57079637]> : tensor<3xf64>} : () -> tensor<3xf64>
    "func.return"(%0) : (tensor<3xf64>) -> ()
  }
}

// -----

// bitcast_convert
module {
  func.func public @main(%arg0: tensor<f64>) -> tensor<4xf16> {
    %0 = "stablehlo.bitcast_convert"(%arg0) : (tensor<f64>) -> tensor<4xf16>
    "func.return"(%0) : (tensor<4xf16>) -> ()
  }
  func.func private @given() -> tensor<f64> {
    %0 = "stablehlo.constant"() {value = dense<3.512700564088504E-303> : tensor<f64>} : () -> tensor<f64>
    "func.return"(%0) : (tensor<f64>) -> ()
  }
  func.func private @expected() -> tensor<4xf16> {
    %0 = "stablehlo.constant"() {value = dense<[-23.734375, -1.7297268E-4, 5.4023438, 1.7344952E-5]> : tensor<4xf16>} : () -> tensor<4xf16>
    "func.return"(%0) : (tensor<4xf16>) -> ()
  }
}

// -----

// broadcast_in_dim
module {
  func.func public @main(%arg0: tensor<1x3xi32>) -> tensor<2x3x2xi32> {
    %0 = "stablehlo.broadcast_in_dim"(%arg0) {broadcast_dimensions = array<i64: 2, 1>} : (tensor<1x3xi32>) -> tensor<2x3x2xi32>
    "func.return"(%0) : (tensor<2x3x2xi32>) -> ()
  }
  func.func private @given() -> tensor<1x3xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2, 3]]> : tensor<1x3xi32>} : () -> tensor<1x3xi32>
    "func.return"(%0) : (tensor<1x3xi32>) -> ()
  }
  func.func private @expected() -> tensor<2x3x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[[1, 1], [2, 2], [3, 3]], [[1, 1], [2, 2], [3, 3]]]> : tensor<2x3x2xi32>} : () -> tensor<2x3x2xi32>
    "func.return"(%0) : (tensor<2x3x2xi32>) -> ()
  }
}

// -----

// case
module {
  func.func public @main(%arg0: tensor<i32>, %arg1: tensor<2xi64>, %arg2: tensor<2xi64>) -> (tensor<2xi64>, tensor<2xi64>) {
    %0:2 = "stablehlo.case"(%arg0) ({
      "stablehlo.return"(%arg1, %arg1) : (tensor<2xi64>, tensor<2xi64>) -> ()
    }, {
      "stablehlo.return"(%arg2, %arg2) : (tensor<2xi64>, tensor<2xi64>) -> ()
    }) : (tensor<i32>) -> (tensor<2xi64>, tensor<2xi64>)
    "func.return"(%0#0, %0#1) : (tensor<2xi64>, tensor<2xi64>) -> ()
  }
  func.func private @given() -> (tensor<i32>, tensor<2xi64>, tensor<2xi64>) {
    %0 = "stablehlo.constant"() {value = dense<-1> : tensor<i32>} : () -> tensor<i32>
    %1 = "stablehlo.constant"() {value = dense<0> : tensor<2xi64>} : () -> tensor<2xi64>
    %2 = "stablehlo.constant"() {value = dense<1> : tensor<2xi64>} : () -> tensor<2xi64>
    "func.return"(%0, %1, %2) : (tensor<i32>, tensor<2xi64>, tensor<2xi64>) -> ()
  }
  func.func private @expected() -> (tensor<2xi64>, tensor<2xi64>) {
    %0 = "stablehlo.constant"() {value = dense<1> : tensor<2xi64>} : () -> tensor<2xi64>
    %1 = "stablehlo.constant"() {value = dense<1> : tensor<2xi64>} : () -> tensor<2xi64>
    "func.return"(%0, %1) : (tensor<2xi64>, tensor<2xi64>) -> ()
  }
}

// -----

// cbrt
module {
  func.func public @main(%arg0: tensor<4xf64>) -> tensor<4xf64> {
    %0 = "stablehlo.cbrt"(%arg0) : (tensor<4xf64>) -> tensor<4xf64>
    "func.return"(%0) : (tensor<4xf64>) -> ()
  }
  func.func private @given() -> tensor<4xf64> {
    %0 = "stablehlo.constant"() {value = dense<[0.0, 1.0, 8.0, 27.0]> : tensor<4xf64>} : () -> tensor<4xf64>
    "func.return"(%0) : (tensor<4xf64>) -> ()
  }
  func.func private @expected() -> tensor<4xf64> {
    %0 = "stablehlo.constant"() {value = dense<[0.0, 1.0, 2.0, 3.0]> : tensor<4xf64>} : () -> tensor<4xf64>
    "func.return"(%0) : (tensor<4xf64>) -> ()
  }
}

// -----

// ceil
module {
  func.func public @main(%arg0: tensor<5xf32>) -> tensor<5xf32> {
    %0 = "stablehlo.ceil"(%arg0) : (tensor<5xf32>) -> tensor<5xf32>
    "func.return"(%0) : (tensor<5xf32>) -> ()
  }
  func.func private @given() -> tensor<5xf32> {
    %0 = "stablehlo.constant"() {value = dense<[-0.8166, -0.253, 0.253, 0.8166, 2.0]> : tensor<5xf32>} : () -> tensor<5xf32>
    "func.return"(%0) : (tensor<5xf32>) -> ()
  }
  func.func private @expected() -> tensor<5xf32> {
    %0 = "stablehlo.constant"() {value = dense<[-0.0, -0.0, 1.0, 1.0, 2.0]> : tensor<5xf32>} : () -> tensor<5xf32>
    "func.return"(%0) : (tensor<5xf32>) -> ()
  }
}

// -----

// clamp
module {
  func.func public @main(%arg0: tensor<3xi32>, %arg1: tensor<3xi32>, %arg2: tensor<3xi32>) -> tensor<3xi32> {
    %0 = "stablehlo.clamp"(%arg0, %arg1, %arg2) : (tensor<3xi32>, tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
    "func.return"(%0) : (tensor<3xi32>) -> ()
  }
  func.func private @given() -> (tensor<3xi32>, tensor<3xi32>, tensor<3xi32>) {
    %0 = "stablehlo.constant"() {value = dense<[5, 10, 15]> : tensor<3xi32>} : () -> tensor<3xi32>
    %1 = "stablehlo.constant"() {value = dense<[3, 13, 23]> : tensor<3xi32>} : () -> tensor<3xi32>
    %2 = "stablehlo.constant"() {value = dense<[10, 15, 20]> : tensor<3xi32>} : () -> tensor<3xi32>
    "func.return"(%0, %1, %2) : (tensor<3xi32>, tensor<3xi32>, tensor<3xi32>) -> ()
  }
  func.func private @expected() -> tensor<3xi32> {
    %0 = "stablehlo.constant"() {value = dense<[5, 13, 20]> : tensor<3xi32>} : () -> tensor<3xi32>
    "func.return"(%0) : (tensor<3xi32>) -> ()
  }
}

// -----

// compare
module {
  func.func public @main(%arg0: tensor<2xf32>, %arg1: tensor<2xf32>) -> tensor<2xi1> {
    %0 = "stablehlo.compare"(%arg0, %arg1) {compare_type = #stablehlo<comparison_type FLOAT>, comparison_direction = #stablehlo<comparison_direction LT>} : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
    "func.return"(%0) : (tensor<2xi1>) -> ()
  }
  func.func private @given() -> (tensor<2xf32>, tensor<2xf32>) {
    %0 = "stablehlo.constant"() {value = dense<[1.0, 3.0]> : tensor<2xf32>} : () -> tensor<2xf32>
    %1 = "stablehlo.constant"() {value = dense<[1.1, 2.9]> : tensor<2xf32>} : () -> tensor<2xf32>
    "func.return"(%0, %1) : (tensor<2xf32>, tensor<2xf32>) -> ()
  }
  func.func private @expected() -> tensor<2xi1> {
    %0 = "stablehlo.constant"() {value = dense<[true, false]> : tensor<2xi1>} : () -> tensor<2xi1>
    "func.return"(%0) : (tensor<2xi1>) -> ()
  }
}

// -----

// concatenate
module {
  func.func public @main(%arg0: tensor<3x2xi64>, %arg1: tensor<1x2xi64>) -> tensor<4x2xi64> {
    %0 = "stablehlo.concatenate"(%arg0, %arg1) {dimension = 0 : i64} : (tensor<3x2xi64>, tensor<1x2xi64>) -> tensor<4x2xi64>
    "func.return"(%0) : (tensor<4x2xi64>) -> ()
  }
  func.func private @given() -> (tensor<3x2xi64>, tensor<1x2xi64>) {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 4], [5, 6]]> : tensor<3x2xi64>} : () -> tensor<3x2xi64>
    %1 = "stablehlo.constant"() {value = dense<[[7, 8]]> : tensor<1x2xi64>} : () -> tensor<1x2xi64>
    "func.return"(%0, %1) : (tensor<3x2xi64>, tensor<1x2xi64>) -> ()
  }
  func.func private @expected() -> tensor<4x2xi64> {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 4], [5, 6], [7, 8]]> : tensor<4x2xi64>} : () -> tensor<4x2xi64>
    "func.return"(%0) : (tensor<4x2xi64>) -> ()
  }
}

// -----

// constant
module {
  func.func public @main() -> tensor<2x2xf32> {
    %0 = "stablehlo.constant"() {value = dense<[[0.0, 1.0], [2.0, 3.0]]> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
  func.func private @given() {
    "func.return"() : () -> ()
  }
  func.func private @expected() -> tensor<2x2xf32> {
    %0 = "stablehlo.constant"() {value = dense<[[0.0, 1.0], [2.0, 3.0]]> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
}

// -----

// convolution
module {
  func.func public @main(%arg0: tensor<1x4x4x1xi64>, %arg1: tensor<3x3x1x1xi64>) -> tensor<1x2x2x1xi64> {
    %0 = "stablehlo.convolution"(%arg0, %arg1) {batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]>, feature_group_count = 1 : i64, lhs_dilation = array<i64: 2, 2>, padding = dense<0> : tensor<2x2xi64>, rhs_dilation = array<i64: 1, 1>, window_reversal = array<i1: false, false>, window_strides = array<i64: 4, 4>} : (tensor<1x4x4x1xi64>, tensor<3x3x1x1xi64>) -> tensor<1x2x2x1xi64>
    "func.return"(%0) : (tensor<1x2x2x1xi64>) -> ()
  }
  func.func private @given() -> (tensor<1x4x4x1xi64>, tensor<3x3x1x1xi64>) {
    %0 = "stablehlo.constant"() {value = dense<[[[[1], [2], [5], [6]], [[3], [4], [7], [8]], [[10], [11], [14], [15]], [[12], [13], [16], [17]]]]> : tensor<1x4x4x1xi64>} : () -> tensor<1x4x4x1xi64>
    %1 = "stablehlo.constant"() {value = dense<1> : tensor<3x3x1x1xi64>} : () -> tensor<3x3x1x1xi64>
    "func.return"(%0, %1) : (tensor<1x4x4x1xi64>, tensor<3x3x1x1xi64>) -> ()
  }
  func.func private @expected() -> tensor<1x2x2x1xi64> {
    %0 = "stablehlo.constant"() {value = dense<[[[[10], [26]], [[46], [62]]]]> : tensor<1x2x2x1xi64>} : () -> tensor<1x2x2x1xi64>
    "func.return"(%0) : (tensor<1x2x2x1xi64>) -> ()
  }
}

// -----

// cosine
module {
  func.func public @main(%arg0: tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = "stablehlo.cosine"(%arg0) : (tensor<2x2xf32>) -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
  func.func private @given() -> tensor<2x2xf32> {
    %0 = "stablehlo.constant"() {value = dense<[[0.0, 1.5707964], [3.1415927, 4.712389]]> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xf32> {
    %0 = "stablehlo.constant"() {value = dense<[[1.0, 0.0], [-1.0, 0.0]]> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
}

// -----

// count_leading_zeros
module {
  func.func public @main(%arg0: tensor<2x2xi64>) -> tensor<2x2xi64> {
    %0 = "stablehlo.count_leading_zeros"(%arg0) : (tensor<2x2xi64>) -> tensor<2x2xi64>
    "func.return"(%0) : (tensor<2x2xi64>) -> ()
  }
  func.func private @given() -> tensor<2x2xi64> {
    %0 = "stablehlo.constant"() {value = dense<[[0, 1], [128, -1]]> : tensor<2x2xi64>} : () -> tensor<2x2xi64>
    "func.return"(%0) : (tensor<2x2xi64>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi64> {
    %0 = "stablehlo.constant"() {value = dense<[[64, 63], [56, 0]]> : tensor<2x2xi64>} : () -> tensor<2x2xi64>
    "func.return"(%0) : (tensor<2x2xi64>) -> ()
  }
}

// -----

// divide: the specification prints the results for 17
module {
  func.func public @main(%arg0: tensor<4xf32>, %arg1: tensor<4xf32>) -> tensor<4xf32> {
    %0 = "stablehlo.divide"(%arg0, %arg1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    "func.return"(%0) : (tensor<4xf32>) -> ()
  }
  func.func private @given() -> (tensor<4xf32>, tensor<4xf32>) {
    %0 = "stablehlo.constant"() {value = dense<[17.1, -17.1, 17.1, -17.1]> : tensor<4xf32>} : () -> tensor<4xf32>
    %1 = "stablehlo.constant"() {value = dense<[3.0, 3.0, -3.0, -3.0]> : tensor<4xf32>} : () -> tensor<4xf32>
    "func.return"(%0, %1) : (tensor<4xf32>, tensor<4xf32>) -> ()
  }
  func.func private @expected() -> tensor<4xf32> {
    %0 = "stablehlo.constant"() {value = dense<[5.7, -5.7, -5.7, 5.7]> : tensor<4xf32>} : () -> tensor<4xf32>
    "func.return"(%0) : (tensor<4xf32>) -> ()
  }
}

// -----

// dot_general
module {
  func.func public @main(%arg0: tensor<2x2x2xi64>, %arg1: tensor<2x2x2xi64>) -> tensor<2x2x2xi64> {
    %0 = "stablehlo.dot_general"(%arg0, %arg1) {dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<2x2x2xi64>, tensor<2x2x2xi64>) -> tensor<2x2x2xi64>
    "func.return"(%0) : (tensor<2x2x2xi64>) -> ()
  }
  func.func private @given() -> (tensor<2x2x2xi64>, tensor<2x2x2xi64>) {
    %0 = "stablehlo.constant"() {value = dense<[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]> : tensor<2x2x2xi64>} : () -> tensor<2x2x2xi64>
    %1 = "stablehlo.constant"() {value = dense<[[[1, 0], [0, 1]], [[1, 0], [0, 1]]]> : tensor<2x2x2xi64>} : () -> tensor<2x2x2xi64>
    "func.return"(%0, %1) : (tensor<2x2x2xi64>, tensor<2x2x2xi64>) -> ()
  }
  func.func private @expected() -> tensor<2x2x2xi64> {
    %0 = "stablehlo.constant"() {value = dense<[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]> : tensor<2x2x2xi64>} : () -> tensor<2x2x2xi64>
    "func.return"(%0) : (tensor<2x2x2xi64>) -> ()
  }
}

// -----

// dynamic_slice
module {
  func.func public @main(%arg0: tensor<4x4xi32>, %arg1: tensor<i64>, %arg2: tensor<i64>) -> tensor<2x2xi32> {
    %0 = "stablehlo.dynamic_slice"(%arg0, %arg1, %arg2) {slice_sizes = array<i64: 2, 2>} : (tensor<4x4xi32>, tensor<i64>, tensor<i64>) -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
  func.func private @given() -> (tensor<4x4xi32>, tensor<i64>, tensor<i64>) {
    %0 = "stablehlo.constant"() {value = dense<[[0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0]]> : tensor<4x4xi32>} : () -> tensor<4x4xi32>
    %1 = "stablehlo.constant"() {value = dense<-1> : tensor<i64>} : () -> tensor<i64>
    %2 = "stablehlo.constant"() {value = dense<3> : tensor<i64>} : () -> tensor<i64>
    "func.return"(%0, %1, %2) : (tensor<4x4xi32>, tensor<i64>, tensor<i64>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<1> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
}

// -----

// dynamic_update_slice
module {
  func.func public @main(%arg0: tensor<4x4xi32>, %arg1: tensor<2x2xi32>, %arg2: tensor<i64>, %arg3: tensor<i64>) -> tensor<4x4xi32> {
    %0 = "stablehlo.dynamic_update_slice"(%arg0, %arg1, %arg2, %arg3) : (tensor<4x4xi32>, tensor<2x2xi32>, tensor<i64>, tensor<i64>) -> tensor<4x4xi32>
    "func.return"(%0) : (tensor<4x4xi32>) -> ()
  }
  func.func private @given() -> (tensor<4x4xi32>, tensor<2x2xi32>, tensor<i64>, tensor<i64>) {
    %0 = "stablehlo.constant"() {value = dense<[[1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 1, 1], [1, 1, 1, 1]]> : tensor<4x4xi32>} : () -> tensor<4x4xi32>
    %1 = "stablehlo.constant"() {value = dense<1> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    %2 = "stablehlo.constant"() {value = dense<-1> : tensor<i64>} : () -> tensor<i64>
    %3 = "stablehlo.constant"() {value = dense<3> : tensor<i64>} : () -> tensor<i64>
    "func.return"(%0, %1, %2, %3) : (tensor<4x4xi32>, tensor<2x2xi32>, tensor<i64>, tensor<i64>) -> ()
  }
  func.func private @expected() -> tensor<4x4xi32> {
    %0 = "stablehlo.constant"() {value = dense<1> : tensor<4x4xi32>} : () -> tensor<4x4xi32>
    "func.return"(%0) : (tensor<4x4xi32>) -> ()
  }
}

// -----

// exponential
module {
  func.func public @main(%arg0: tensor<2x2xf64>) -> tensor<2x2xf64> {
    %0 = "stablehlo.exponential"(%arg0) : (tensor<2x2xf64>) -> tensor<2x2xf64>
    "func.return"(%0) : (tensor<2x2xf64>) -> ()
  }
  func.func private @given() -> tensor<2x2xf64> {
    %0 = "stablehlo.constant"() {value = dense<[[0.0, 1.0], [2.0, 3.0]]> : tensor<2x2xf64>} : () -> tensor<2x2xf64>
    "func.return"(%0) : (tensor<2x2xf64>) -> ()
  }
  func.func private @expected() -> tensor<2x2xf64> {
    %0 = "stablehlo.constant"() {value = dense<[[1.0, 2.718281828459045], [7.38905609893065, 20.085536923187668]]> : tensor<2x2xf64>} : () -> tensor<2x2xf64>
    "func.return"(%0) : (tensor<2x2xf64>) -> ()
  }
}

// -----

// exponential_minus_one
module {
  func.func public @main(%arg0: tensor<2xf64>) -> tensor<2xf64> {
    %0 = "stablehlo.exponential_minus_one"(%arg0) : (tensor<2xf64>) -> tensor<2xf64>
    "func.return"(%0) : (tensor<2xf64>) -> ()
  }
  func.func private @given() -> tensor<2xf64> {
    %0 = "stablehlo.constant"() {value = dense<[0.0, 1.0]> : tensor<2xf64>} : () -> tensor<2xf64>
    "func.return"(%0) : (tensor<2xf64>) -> ()
  }
  func.func private @expected() -> tensor<2xf64> {
    %0 = "stablehlo.constant"() {value = dense<[0.0, 1.71828187]> : tensor<2xf64>} : () -> tensor<2xf64>
    "func.return"(%0) : (tensor<2xf64>) -> ()
  }
}

// -----

// floor
module {
  func.func public @main(%arg0: tensor<5xf32>) -> tensor<5xf32> {
    %0 = "stablehlo.floor"(%arg0) : (tensor<5xf32>) -> tensor<5xf32>
    "func.return"(%0) : (tensor<5xf32>) -> ()
  }
  func.func private @given() -> tensor<5xf32> {
    %0 = "stablehlo.constant"() {value = dense<[-0.8166, -0.253, 0.253, 0.8166, 2.0]> : tensor<5xf32>} : () -> tensor<5xf32>
    "func.return"(%0) : (tensor<5xf32>) -> ()
  }
  func.func private @expected() -> tensor<5xf32> {
    %0 = "stablehlo.constant"() {value = dense<[-1.0, -1.0, 0.0, 0.0, 2.0]> : tensor<5xf32>} : () -> tensor<5xf32>
    "func.return"(%0) : (tensor<5xf32>) -> ()
  }
}

// -----

// gather
module {
  func.func public @main(%arg0: tensor<2x3x4x2xi32>, %arg1: tensor<2x2x3x2xi64>) -> tensor<2x2x3x2x2xi32> {
    %0 = "stablehlo.gather"(%arg0, %arg1) {dimension_numbers = #stablehlo.gather<offset_dims = [3, 4], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [1], start_index_map = [2, 1], index_vector_dim = 3>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 2, 2>} : (tensor<2x3x4x2xi32>, tensor<2x2x3x2xi64>) -> tensor<2x2x3x2x2xi32>
    "func.return"(%0) : (tensor<2x2x3x2x2xi32>) -> ()
  }
  func.func private @given() -> (tensor<2x3x4x2xi32>, tensor<2x2x3x2xi64>) {
    %0 = "stablehlo.constant"() {value = dense<[[[[1, 2], [3, 4], [5, 6], [7, 8]], [[9, 10], [11, 12], [13, 14], [15, 16]], [[17, 18], [19, 20], [21, 22], [23, 24]]], [[[25, 26], [27, 28], [29, 30], [31, 32]], [[33, 34], [35, 36], [37, 38], [39, 40]], [[41, 42], [43, 44], [45, 46], [47, 48]]]]> : tensor<2x3x4x2xi32>} : () -> tensor<2x3x4x2xi32>
    %1 = "stablehlo.constant"() {value = dense<[[[[0, 0], [1, 0], [2, 1]], [[0, 1], [1, 1], [0, 9]]], [[[0, 0], [2, 1], [2, 2]], [[1, 2], [0, 1], [1, 0]]]]> : tensor<2x2x3x2xi64>} : () -> tensor<2x2x3x2xi64>
    "func.return"(%0, %1) : (tensor<2x3x4x2xi32>, tensor<2x2x3x2xi64>) -> ()
  }
  func.func private @expected() -> tensor<2x2x3x2x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[[[[1, 2], [3, 4]], [[3, 4], [5, 6]], [[13, 14], [15, 16]]], [[[33, 34], [35, 36]], [[35, 36], [37, 38]], [[41, 42], [43, 44]]]], [[[[1, 2], [3, 4]], [[13, 14], [15, 16]], [[21, 22], [23, 24]]], [[[43, 44], [45, 46]], [[33, 34], [35, 36]], [[27, 28], [29, 30]]]]]> : tensor<2x2x3x2x2xi32>} : () -> tensor<2x2x3x2x2xi32>
    "func.return"(%0) : (tensor<2x2x3x2x2xi32>) -> ()
  }
}

// -----

// if
module {
  func.func public @main(%arg0: tensor<i1>, %arg1: tensor<i32>, %arg2: tensor<i32>) -> tensor<i32> {
    %0 = "stablehlo.if"(%arg0) ({
      "stablehlo.return"(%arg1) : (tensor<i32>) -> ()
    }, {
      "stablehlo.return"(%arg2) : (tensor<i32>) -> ()
    }) : (tensor<i1>) -> tensor<i32>
    "func.return"(%0) : (tensor<i32>) -> ()
  }
  func.func private @given() -> (tensor<i1>, tensor<i32>, tensor<i32>) {
    %0 = "stablehlo.constant"() {value = dense<true> : tensor<i1>} : () -> tensor<i1>
    %1 = "stablehlo.constant"() {value = dense<10> : tensor<i32>} : () -> tensor<i32>
    %2 = "stablehlo.constant"() {value = dense<11> : tensor<i32>} : () -> tensor<i32>
    "func.return"(%0, %1, %2) : (tensor<i1>, tensor<i32>, tensor<i32>) -> ()
  }
  func.func private @expected() -> tensor<i32> {
    %0 = "stablehlo.constant"() {value = dense<10> : tensor<i32>} : () -> tensor<i32>
    "func.return"(%0) : (tensor<i32>) -> ()
  }
}

// -----

// iota
module {
  func.func public @main() -> tensor<4x5xi32> {
    %0 = "stablehlo.iota"() {iota_dimension = 0 : i64} : () -> tensor<4x5xi32>
    "func.return"(%0) : (tensor<4x5xi32>) -> ()
  }
  func.func private @given() {
    "func.return"() : () -> ()
  }
  func.func private @expected() -> tensor<4x5xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[0, 0, 0, 0, 0], [1, 1, 1, 1, 1], [2, 2, 2, 2, 2], [3, 3, 3, 3, 3]]> : tensor<4x5xi32>} : () -> tensor<4x5xi32>
    "func.return"(%0) : (tensor<4x5xi32>) -> ()
  }
}

// -----

// iota
module {
  func.func public @main() -> tensor<4x5xi32> {
    %0 = "stablehlo.iota"() {iota_dimension = 1 : i64} : () -> tensor<4x5xi32>
    "func.return"(%0) : (tensor<4x5xi32>) -> ()
  }
  func.func private @given() {
    "func.return"() : () -> ()
  }
  func.func private @expected() -> tensor<4x5xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[0, 1, 2, 3, 4], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4]]> : tensor<4x5xi32>} : () -> tensor<4x5xi32>
    "func.return"(%0) : (tensor<4x5xi32>) -> ()
  }
}

// -----

// is_finite
module {
  func.func public @main(%arg0: tensor<7xf64>) -> tensor<7xi1> {
    %0 = "stablehlo.is_finite"(%arg0) : (tensor<7xf64>) -> tensor<7xi1>
    "func.return"(%0) : (tensor<7xi1>) -> ()
  }
  func.func private @given() -> tensor<7xf64> {
    %0 = "stablehlo.constant"() {value = dense<[0xFFF0000000000000, 0x7FF0000000000000, 0x7FF8000000000000, -10.0, -0.0, 0.0, 10.0]> : tensor<7xf64>} : () -> tensor<7xf64>
    "func.return"(%0) : (tensor<7xf64>) -> ()
  }
  func.func private @expected() -> tensor<7xi1> {
    %0 = "stablehlo.constant"() {value = dense<[false, false, false, true, true, true, true]> : tensor<7xi1>} : () -> tensor<7xi1>
    "func.return"(%0) : (tensor<7xi1>) -> ()
  }
}

// -----

// log
module {
  func.func public @main(%arg0: tensor<2x2xf64>) -> tensor<2x2xf64> {
    %0 = "stablehlo.log"(%arg0) : (tensor<2x2xf64>) -> tensor<2x2xf64>
    "func.return"(%0) : (tensor<2x2xf64>) -> ()
  }
  func.func private @given() -> tensor<2x2xf64> {
    %0 = "stablehlo.constant"() {value = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf64>} : () -> tensor<2x2xf64>
    "func.return"(%0) : (tensor<2x2xf64>) -> ()
  }
  func.func private @expected() -> tensor<2x2xf64> {
    %0 = "stablehlo.constant"() {value = dense<[[0.0, 0.6931471805599453], [1.0986122886681098, 1.3862943611198906]]> : tensor<2x2xf64>} : () -> tensor<2x2xf64>
    "func.return"(%0) : (tensor<2x2xf64>) -> ()
  }
}

// -----

// log_plus_one
module {
  func.func public @main(%arg0: tensor<5xf64>) -> tensor<5xf64> {
    %0 = "stablehlo.log_plus_one"(%arg0) : (tensor<5xf64>) -> tensor<5xf64>
    "func.return"(%0) : (tensor<5xf64>) -> ()
  }
  func.func private @given() -> tensor<5xf64> {
    %0 = "stablehlo.constant"() {value = dense<[0.0, -0.999, 7.0, 6.38905621, 15.0]> : tensor<5xf64>} : () -> tensor<5xf64>
    "func.return"(%0) : (tensor<5xf64>) -> ()
  }
  func.func private @expected() -> tensor<5xf64> {
    %0 = "stablehlo.constant"() {value = dense<[0.0, -6.90776825, 2.07944155, 2.0, 2.77258873]> : tensor<5xf64>} : () -> tensor<5xf64>
    "func.return"(%0) : (tensor<5xf64>) -> ()
  }
}

// -----

// logistic
module {
  func.func public @main(%arg0: tensor<2x2xf64>) -> tensor<2x2xf64> {
    %0 = "stablehlo.logistic"(%arg0) : (tensor<2x2xf64>) -> tensor<2x2xf64>
    "func.return"(%0) : (tensor<2x2xf64>) -> ()
  }
  func.func private @given() -> tensor<2x2xf64> {
    %0 = "stablehlo.constant"() {value = dense<[[0.0, 1.0], [2.0, 3.0]]> : tensor<2x2xf64>} : () -> tensor<2x2xf64>
    "func.return"(%0) : (tensor<2x2xf64>) -> ()
  }
  func.func private @expected() -> tensor<2x2xf64> {
    %0 = "stablehlo.constant"() {value = dense<[[0.5, 0.73105858], [0.88079708, 0.95257413]]> : tensor<2x2xf64>} : () -> tensor<2x2xf64>
    "func.return"(%0) : (tensor<2x2xf64>) -> ()
  }
}

// -----

// maximum
module {
  func.func public @main(%arg0: tensor<2x2xi32>, %arg1: tensor<2x2xi32>) -> tensor<2x2xi32> {
    %0 = "stablehlo.maximum"(%arg0, %arg1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
  func.func private @given() -> (tensor<2x2xi32>, tensor<2x2xi32>) {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [7, 8]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    %1 = "stablehlo.constant"() {value = dense<[[5, 6], [3, 4]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0, %1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[5, 6], [7, 8]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
}

// -----

// minimum
module {
  func.func public @main(%arg0: tensor<2x2xi32>, %arg1: tensor<2x2xi32>) -> tensor<2x2xi32> {
    %0 = "stablehlo.minimum"(%arg0, %arg1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
  func.func private @given() -> (tensor<2x2xi32>, tensor<2x2xi32>) {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [7, 8]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    %1 = "stablehlo.constant"() {value = dense<[[5, 6], [3, 4]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0, %1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
}

// -----

// multiply
module {
  func.func public @main(%arg0: tensor<2x2xi32>, %arg1: tensor<2x2xi32>) -> tensor<2x2xi32> {
    %0 = "stablehlo.multiply"(%arg0, %arg1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
  func.func private @given() -> (tensor<2x2xi32>, tensor<2x2xi32>) {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    %1 = "stablehlo.constant"() {value = dense<[[5, 6], [7, 8]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0, %1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[5, 12], [21, 32]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
}

// -----

// negate
module {
  func.func public @main(%arg0: tensor<2xi32>) -> tensor<2xi32> {
    %0 = "stablehlo.negate"(%arg0) : (tensor<2xi32>) -> tensor<2xi32>
    "func.return"(%0) : (tensor<2xi32>) -> ()
  }
  func.func private @given() -> tensor<2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[0, -2]> : tensor<2xi32>} : () -> tensor<2xi32>
    "func.return"(%0) : (tensor<2xi32>) -> ()
  }
  func.func private @expected() -> tensor<2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[0, 2]> : tensor<2xi32>} : () -> tensor<2xi32>
    "func.return"(%0) : (tensor<2xi32>) -> ()
  }
}

// -----

// not
module {
  func.func public @main(%arg0: tensor<2x2xi32>) -> tensor<2x2xi32> {
    %0 = "stablehlo.not"(%arg0) : (tensor<2x2xi32>) -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
  func.func private @given() -> tensor<2x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[-2, -3], [-4, -5]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
}

// -----

// not
module {
  func.func public @main(%arg0: tensor<2xi1>) -> tensor<2xi1> {
    %0 = "stablehlo.not"(%arg0) : (tensor<2xi1>) -> tensor<2xi1>
    "func.return"(%0) : (tensor<2xi1>) -> ()
  }
  func.func private @given() -> tensor<2xi1> {
    %0 = "stablehlo.constant"() {value = dense<[true, false]> : tensor<2xi1>} : () -> tensor<2xi1>
    "func.return"(%0) : (tensor<2xi1>) -> ()
  }
  func.func private @expected() -> tensor<2xi1> {
    %0 = "stablehlo.constant"() {value = dense<[false, true]> : tensor<2xi1>} : () -> tensor<2xi1>
    "func.return"(%0) : (tensor<2xi1>) -> ()
  }
}

// -----

// optimization_barrier
module {
  func.func public @main(%arg0: tensor<f32>, %arg1: tensor<f32>) -> (tensor<f32>, tensor<f32>) {
    %0:2 = "stablehlo.optimization_barrier"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
    "func.return"(%0#0, %0#1) : (tensor<f32>, tensor<f32>) -> ()
  }
  func.func private @given() -> (tensor<f32>, tensor<f32>) {
    %0 = "stablehlo.constant"() {value = dense<0.0> : tensor<f32>} : () -> tensor<f32>
    %1 = "stablehlo.constant"() {value = dense<1.0> : tensor<f32>} : () -> tensor<f32>
    "func.return"(%0, %1) : (tensor<f32>, tensor<f32>) -> ()
  }
  func.func private @expected() -> (tensor<f32>, tensor<f32>) {
    %0 = "stablehlo.constant"() {value = dense<0.0> : tensor<f32>} : () -> tensor<f32>
    %1 = "stablehlo.constant"() {value = dense<1.0> : tensor<f32>} : () -> tensor<f32>
    "func.return"(%0, %1) : (tensor<f32>, tensor<f32>) -> ()
  }
}

// -----

// or
module {
  func.func public @main(%arg0: tensor<2x2xi32>, %arg1: tensor<2x2xi32>) -> tensor<2x2xi32> {
    %0 = "stablehlo.or"(%arg0, %arg1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
  func.func private @given() -> (tensor<2x2xi32>, tensor<2x2xi32>) {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    %1 = "stablehlo.constant"() {value = dense<[[5, 6], [7, 8]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0, %1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[5, 6], [7, 12]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
}

// -----

// or
module {
  func.func public @main(%arg0: tensor<2x2xi1>, %arg1: tensor<2x2xi1>) -> tensor<2x2xi1> {
    %0 = "stablehlo.or"(%arg0, %arg1) : (tensor<2x2xi1>, tensor<2x2xi1>) -> tensor<2x2xi1>
    "func.return"(%0) : (tensor<2x2xi1>) -> ()
  }
  func.func private @given() -> (tensor<2x2xi1>, tensor<2x2xi1>) {
    %0 = "stablehlo.constant"() {value = dense<[[false, false], [true, true]]> : tensor<2x2xi1>} : () -> tensor<2x2xi1>
    %1 = "stablehlo.constant"() {value = dense<[[false, true], [false, true]]> : tensor<2x2xi1>} : () -> tensor<2x2xi1>
    "func.return"(%0, %1) : (tensor<2x2xi1>, tensor<2x2xi1>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi1> {
    %0 = "stablehlo.constant"() {value = dense<[[false, true], [true, true]]> : tensor<2x2xi1>} : () -> tensor<2x2xi1>
    "func.return"(%0) : (tensor<2x2xi1>) -> ()
  }
}

// -----

// pad
module {
  func.func public @main(%arg0: tensor<2x3xi32>, %arg1: tensor<i32>) -> tensor<5x9xi32> {
    %0 = "stablehlo.pad"(%arg0, %arg1) {edge_padding_high = array<i64: 2, 1>, edge_padding_low = array<i64: 0, 1>, interior_padding = array<i64: 1, 2>} : (tensor<2x3xi32>, tensor<i32>) -> tensor<5x9xi32>
    "func.return"(%0) : (tensor<5x9xi32>) -> ()
  }
  func.func private @given() -> (tensor<2x3xi32>, tensor<i32>) {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>} : () -> tensor<2x3xi32>
    %1 = "stablehlo.constant"() {value = dense<0> : tensor<i32>} : () -> tensor<i32>
    "func.return"(%0, %1) : (tensor<2x3xi32>, tensor<i32>) -> ()
  }
  func.func private @expected() -> tensor<5x9xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[0, 1, 0, 0, 2, 0, 0, 3, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 4, 0, 0, 5, 0, 0, 6, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0]]> : tensor<5x9xi32>} : () -> tensor<5x9xi32>
    "func.return"(%0) : (tensor<5x9xi32>) -> ()
  }
}

// -----

// partition_id
module {
  func.func public @main() -> tensor<ui32> {
    %0 = "stablehlo.partition_id"() : () -> tensor<ui32>
    "func.return"(%0) : (tensor<ui32>) -> ()
  }
  func.func private @given() {
    "func.return"() : () -> ()
  }
  func.func private @expected() -> tensor<ui32> {
    %0 = "stablehlo.constant"() {value = dense<0> : tensor<ui32>} : () -> tensor<ui32>
    "func.return"(%0) : (tensor<ui32>) -> ()
  }
}

// -----

// popcnt
module {
  func.func public @main(%arg0: tensor<4xi64>) -> tensor<4xi64> {
    %0 = "stablehlo.popcnt"(%arg0) : (tensor<4xi64>) -> tensor<4xi64>
    "func.return"(%0) : (tensor<4xi64>) -> ()
  }
  func.func private @given() -> tensor<4xi64> {
    %0 = "stablehlo.constant"() {value = dense<[0, 1, 2, 127]> : tensor<4xi64>} : () -> tensor<4xi64>
    "func.return"(%0) : (tensor<4xi64>) -> ()
  }
  func.func private @expected() -> tensor<4xi64> {
    %0 = "stablehlo.constant"() {value = dense<[0, 1, 1, 7]> : tensor<4xi64>} : () -> tensor<4xi64>
    "func.return"(%0) : (tensor<4xi64>) -> ()
  }
}

// -----

// power: the specification prints the last result for f32, where it overflows
module {
  func.func public @main(%arg0: tensor<6xf64>, %arg1: tensor<6xf64>) -> tensor<6xf64> {
    %0 = "stablehlo.power"(%arg0, %arg1) : (tensor<6xf64>, tensor<6xf64>) -> tensor<6xf64>
    "func.return"(%0) : (tensor<6xf64>) -> ()
  }
  func.func private @given() -> (tensor<6xf64>, tensor<6xf64>) {
    %0 = "stablehlo.constant"() {value = dense<[-2.0, -0.0, -36.0, 5.0, 3.0, 10000.0]> : tensor<6xf64>} : () -> tensor<6xf64>
    %1 = "stablehlo.constant"() {value = dense<[2.0, 2.0, 1.1, 2.0, -1.0, 10.0]> : tensor<6xf64>} : () -> tensor<6xf64>
    "func.return"(%0, %1) : (tensor<6xf64>, tensor<6xf64>) -> ()
  }
  func.func private @expected() -> tensor<6xf64> {
    %0 = "stablehlo.constant"() {value = dense<[4.0, 0.0, 0x7FF8000000000000, 25.0, 0.333333343, 1.0E40]> : tensor<6xf64>} : () -> tensor<6xf64>
    "func.return"(%0) : (tensor<6xf64>) -> ()
  }
}

// -----

// reduce
module {
  func.func public @main(%arg0: tensor<1x6xi64>, %arg1: tensor<i64>) -> tensor<1xi64> {
    %0 = "stablehlo.reduce"(%arg0, %arg1) ({
    ^bb0(%arg2: tensor<i64>, %arg3: tensor<i64>):
      %1 = "stablehlo.add"(%arg2, %arg3) : (tensor<i64>, tensor<i64>) -> tensor<i64>
      "stablehlo.return"(%1) : (tensor<i64>) -> ()
    }) {dimensions = array<i64: 1>} : (tensor<1x6xi64>, tensor<i64>) -> tensor<1xi64>
    "func.return"(%0) : (tensor<1xi64>) -> ()
  }
  func.func private @given() -> (tensor<1x6xi64>, tensor<i64>) {
    %0 = "stablehlo.constant"() {value = dense<[[0, 1, 2, 3, 4, 5]]> : tensor<1x6xi64>} : () -> tensor<1x6xi64>
    %1 = "stablehlo.constant"() {value = dense<0> : tensor<i64>} : () -> tensor<i64>
    "func.return"(%0, %1) : (tensor<1x6xi64>, tensor<i64>) -> ()
  }
  func.func private @expected() -> tensor<1xi64> {
    %0 = "stablehlo.constant"() {value = dense<15> : tensor<1xi64>} : () -> tensor<1xi64>
    "func.return"(%0) : (tensor<1xi64>) -> ()
  }
}

// -----

// reduce_window
module {
  func.func public @main(%arg0: tensor<3x2xi64>, %arg1: tensor<i64>) -> tensor<2x2xi64> {
    %0 = "stablehlo.reduce_window"(%arg0, %arg1) ({
    ^bb0(%arg2: tensor<i64>, %arg3: tensor<i64>):
      %1 = "stablehlo.add"(%arg2, %arg3) : (tensor<i64>, tensor<i64>) -> tensor<i64>
      "stablehlo.return"(%1) : (tensor<i64>) -> ()
    }) {base_dilations = array<i64: 2, 1>, padding = dense<[[2, 1], [0, 0]]> : tensor<2x2xi64>, window_dilations = array<i64: 3, 1>, window_dimensions = array<i64: 2, 1>, window_strides = array<i64: 4, 1>} : (tensor<3x2xi64>, tensor<i64>) -> tensor<2x2xi64>
    "func.return"(%0) : (tensor<2x2xi64>) -> ()
  }
  func.func private @given() -> (tensor<3x2xi64>, tensor<i64>) {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 4], [5, 6]]> : tensor<3x2xi64>} : () -> tensor<3x2xi64>
    %1 = "stablehlo.constant"() {value = dense<0> : tensor<i64>} : () -> tensor<i64>
    "func.return"(%0, %1) : (tensor<3x2xi64>, tensor<i64>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi64> {
    %0 = "stablehlo.constant"() {value = dense<[[0, 0], [3, 4]]> : tensor<2x2xi64>} : () -> tensor<2x2xi64>
    "func.return"(%0) : (tensor<2x2xi64>) -> ()
  }
}

// -----

// remainder
module {
  func.func public @main(%arg0: tensor<4xi64>, %arg1: tensor<4xi64>) -> tensor<4xi64> {
    %0 = "stablehlo.remainder"(%arg0, %arg1) : (tensor<4xi64>, tensor<4xi64>) -> tensor<4xi64>
    "func.return"(%0) : (tensor<4xi64>) -> ()
  }
  func.func private @given() -> (tensor<4xi64>, tensor<4xi64>) {
    %0 = "stablehlo.constant"() {value = dense<[17, -17, 17, -17]> : tensor<4xi64>} : () -> tensor<4xi64>
    %1 = "stablehlo.constant"() {value = dense<[3, 3, -3, -3]> : tensor<4xi64>} : () -> tensor<4xi64>
    "func.return"(%0, %1) : (tensor<4xi64>, tensor<4xi64>) -> ()
  }
  func.func private @expected() -> tensor<4xi64> {
    %0 = "stablehlo.constant"() {value = dense<[2, -2, 2, -2]> : tensor<4xi64>} : () -> tensor<4xi64>
    "func.return"(%0) : (tensor<4xi64>) -> ()
  }
}

// -----

// replica_id
module {
  func.func public @main() -> tensor<ui32> {
    %0 = "stablehlo.replica_id"() : () -> tensor<ui32>
    "func.return"(%0) : (tensor<ui32>) -> ()
  }
  func.func private @given() {
    "func.return"() : () -> ()
  }
  func.func private @expected() -> tensor<ui32> {
    %0 = "stablehlo.constant"() {value = dense<0> : tensor<ui32>} : () -> tensor<ui32>
    "func.return"(%0) : (tensor<ui32>) -> ()
  }
}

// -----

// reshape
module {
  func.func public @main(%arg0: tensor<2x3xi32>) -> tensor<3x2xi32> {
    %0 = "stablehlo.reshape"(%arg0) : (tensor<2x3xi32>) -> tensor<3x2xi32>
    "func.return"(%0) : (tensor<3x2xi32>) -> ()
  }
  func.func private @given() -> tensor<2x3xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>} : () -> tensor<2x3xi32>
    "func.return"(%0) : (tensor<2x3xi32>) -> ()
  }
  func.func private @expected() -> tensor<3x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 4], [5, 6]]> : tensor<3x2xi32>} : () -> tensor<3x2xi32>
    "func.return"(%0) : (tensor<3x2xi32>) -> ()
  }
}

// -----

// reverse
module {
  func.func public @main(%arg0: tensor<3x2xi32>) -> tensor<3x2xi32> {
    %0 = "stablehlo.reverse"(%arg0) {dimensions = array<i64: 1>} : (tensor<3x2xi32>) -> tensor<3x2xi32>
    "func.return"(%0) : (tensor<3x2xi32>) -> ()
  }
  func.func private @given() -> tensor<3x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 4], [5, 6]]> : tensor<3x2xi32>} : () -> tensor<3x2xi32>
    "func.return"(%0) : (tensor<3x2xi32>) -> ()
  }
  func.func private @expected() -> tensor<3x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[2, 1], [4, 3], [6, 5]]> : tensor<3x2xi32>} : () -> tensor<3x2xi32>
    "func.return"(%0) : (tensor<3x2xi32>) -> ()
  }
}

// -----

// rng_bit_generator
module {
  func.func public @main(%arg0: tensor<2xui64>) -> (tensor<2xui64>, tensor<2x2xui64>) {
    %0:2 = "stablehlo.rng_bit_generator"(%arg0) {rng_algorithm = #stablehlo<rng_algorithm THREE_FRY>} : (tensor<2xui64>) -> (tensor<2xui64>, tensor<2x2xui64>)
    "func.return"(%0#0, %0#1) : (tensor<2xui64>, tensor<2x2xui64>) -> ()
  }
  func.func private @given() -> tensor<2xui64> {
    %0 = "stablehlo.constant"() {value = dense<[1, 2]> : tensor<2xui64>} : () -> tensor<2xui64>
    "func.return"(%0) : (tensor<2xui64>) -> ()
  }
  func.func private @expected() -> (tensor<2xui64>, tensor<2x2xui64>) {
    %0 = "stablehlo.constant"() {value = dense<[1, 6]> : tensor<2xui64>} : () -> tensor<2xui64>
    %1 = "stablehlo.constant"() {value = dense<[[9236835810183407956, 16087790271692313299], [18212823393184779219, 2658481902456610144]]> : tensor<2x2xui64>} : () -> tensor<2x2xui64>
    "func.return"(%0, %1) : (tensor<2xui64>, tensor<2x2xui64>) -> ()
  }
}

// -----

// round_nearest_afz
module {
  func.func public @main(%arg0: tensor<5xf64>) -> tensor<5xf64> {
    %0 = "stablehlo.round_nearest_afz"(%arg0) : (tensor<5xf64>) -> tensor<5xf64>
    "func.return"(%0) : (tensor<5xf64>) -> ()
  }
  func.func private @given() -> tensor<5xf64> {
    %0 = "stablehlo.constant"() {value = dense<[-2.5, 0.4, 0.5, 0.6, 2.5]> : tensor<5xf64>} : () -> tensor<5xf64>
    "func.return"(%0) : (tensor<5xf64>) -> ()
  }
  func.func private @expected() -> tensor<5xf64> {
    %0 = "stablehlo.constant"() {value = dense<[-3.0, 0.0, 1.0, 1.0, 3.0]> : tensor<5xf64>} : () -> tensor<5xf64>
    "func.return"(%0) : (tensor<5xf64>) -> ()
  }
}

// -----

// round_nearest_even
module {
  func.func public @main(%arg0: tensor<5xf64>) -> tensor<5xf64> {
    %0 = "stablehlo.round_nearest_even"(%arg0) : (tensor<5xf64>) -> tensor<5xf64>
    "func.return"(%0) : (tensor<5xf64>) -> ()
  }
  func.func private @given() -> tensor<5xf64> {
    %0 = "stablehlo.constant"() {value = dense<[-2.5, 0.4, 0.5, 0.6, 2.5]> : tensor<5xf64>} : () -> tensor<5xf64>
    "func.return"(%0) : (tensor<5xf64>) -> ()
  }
  func.func private @expected() -> tensor<5xf64> {
    %0 = "stablehlo.constant"() {value = dense<[-2.0, 0.0, 0.0, 1.0, 2.0]> : tensor<5xf64>} : () -> tensor<5xf64>
    "func.return"(%0) : (tensor<5xf64>) -> ()
  }
}

// -----

// rsqrt
module {
  func.func public @main(%arg0: tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = "stablehlo.rsqrt"(%arg0) : (tensor<2x2xf32>) -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
  func.func private @given() -> tensor<2x2xf32> {
    %0 = "stablehlo.constant"() {value = dense<[[1.0, 4.0], [9.0, 25.0]]> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xf32> {
    %0 = "stablehlo.constant"() {value = dense<[[1.0, 0.5], [0.33333343, 0.2]]> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
}

// -----

// scatter
module {
  func.func public @main(%arg0: tensor<2x3x4x2xi64>, %arg1: tensor<2x2x3x2xi64>, %arg2: tensor<2x2x3x2x2xi64>) -> tensor<2x3x4x2xi64> {
    %0 = "stablehlo.scatter"(%arg0, %arg1, %arg2) ({
    ^bb0(%arg3: tensor<i64>, %arg4: tensor<i64>):
      %1 = "stablehlo.add"(%arg3, %arg4) : (tensor<i64>, tensor<i64>) -> tensor<i64>
      "stablehlo.return"(%1) : (tensor<i64>) -> ()
    }) {indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [3, 4], inserted_window_dims = [1], input_batching_dims = [0], scatter_indices_batching_dims = [1], scatter_dims_to_operand_dims = [2, 1], index_vector_dim = 3>, unique_indices = false} : (tensor<2x3x4x2xi64>, tensor<2x2x3x2xi64>, tensor<2x2x3x2x2xi64>) -> tensor<2x3x4x2xi64>
    "func.return"(%0) : (tensor<2x3x4x2xi64>) -> ()
  }
  func.func private @given() -> (tensor<2x3x4x2xi64>, tensor<2x2x3x2xi64>, tensor<2x2x3x2x2xi64>) {
    %0 = "stablehlo.constant"() {value = dense<[[[[1, 2], [3, 4], [5, 6], [7, 8]], [[9, 10], [11, 12], [13, 14], [15, 16]], [[17, 18], [19, 20], [21, 22], [23, 24]]], [[[25, 26], [27, 28], [29, 30], [31, 32]], [[33, 34], [35, 36], [37, 38], [39, 40]], [[41, 42], [43, 44], [45, 46], [47, 48]]]]> : tensor<2x3x4x2xi64>} : () -> tensor<2x3x4x2xi64>
    %1 = "stablehlo.constant"() {value = dense<[[[[0, 0], [1, 0], [2, 1]], [[0, 1], [1, 1], [0, 9]]], [[[0, 0], [2, 1], [2, 2]], [[1, 2], [0, 1], [1, 0]]]]> : tensor<2x2x3x2xi64>} : () -> tensor<2x2x3x2xi64>
    %2 = "stablehlo.constant"() {value = dense<1> : tensor<2x2x3x2x2xi64>} : () -> tensor<2x2x3x2x2xi64>
    "func.return"(%0, %1, %2) : (tensor<2x3x4x2xi64>, tensor<2x2x3x2xi64>, tensor<2x2x3x2x2xi64>) -> ()
  }
  func.func private @expected() -> tensor<2x3x4x2xi64> {
    %0 = "stablehlo.constant"() {value = dense<[[[[3, 4], [6, 7], [6, 7], [7, 8]], [[9, 10], [11, 12], [15, 16], [17, 18]], [[17, 18], [19, 20], [22, 23], [24, 25]]], [[[25, 26], [28, 29], [30, 31], [31, 32]], [[35, 36], [38, 39], [38, 39], [39, 40]], [[41, 42], [44, 45], [46, 47], [47, 48]]]]> : tensor<2x3x4x2xi64>} : () -> tensor<2x3x4x2xi64>
    "func.return"(%0) : (tensor<2x3x4x2xi64>) -> ()
  }
}

// -----

// select
module {
  func.func public @main(%arg0: tensor<2x2xi1>, %arg1: tensor<2x2xi32>, %arg2: tensor<2x2xi32>) -> tensor<2x2xi32> {
    %0 = "stablehlo.select"(%arg0, %arg1, %arg2) : (tensor<2x2xi1>, tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
  func.func private @given() -> (tensor<2x2xi1>, tensor<2x2xi32>, tensor<2x2xi32>) {
    %0 = "stablehlo.constant"() {value = dense<[[false, true], [true, false]]> : tensor<2x2xi1>} : () -> tensor<2x2xi1>
    %1 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    %2 = "stablehlo.constant"() {value = dense<[[5, 6], [7, 8]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0, %1, %2) : (tensor<2x2xi1>, tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[5, 2], [3, 8]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
}

// -----

// select_and_scatter
module {
  func.func public @main(%arg0: tensor<4x2xi64>, %arg1: tensor<2x2xi64>, %arg2: tensor<i64>) -> tensor<4x2xi64> {
    %0 = "stablehlo.select_and_scatter"(%arg0, %arg1, %arg2) ({
    ^bb0(%arg3: tensor<i64>, %arg4: tensor<i64>):
      %1 = "stablehlo.compare"(%arg3, %arg4) {comparison_direction = #stablehlo<comparison_direction GE>} : (tensor<i64>, tensor<i64>) -> tensor<i1>
      "stablehlo.return"(%1) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg5: tensor<i64>, %arg6: tensor<i64>):
      %2 = "stablehlo.add"(%arg5, %arg6) : (tensor<i64>, tensor<i64>) -> tensor<i64>
      "stablehlo.return"(%2) : (tensor<i64>) -> ()
    }) {padding = dense<[[0, 1], [0, 0]]> : tensor<2x2xi64>, window_dimensions = array<i64: 3, 1>, window_strides = array<i64: 2, 1>} : (tensor<4x2xi64>, tensor<2x2xi64>, tensor<i64>) -> tensor<4x2xi64>
    "func.return"(%0) : (tensor<4x2xi64>) -> ()
  }
  func.func private @given() -> (tensor<4x2xi64>, tensor<2x2xi64>, tensor<i64>) {
    %0 = "stablehlo.constant"() {value = dense<[[1, 5], [2, 5], [3, 6], [4, 4]]> : tensor<4x2xi64>} : () -> tensor<4x2xi64>
    %1 = "stablehlo.constant"() {value = dense<[[5, 6], [7, 8]]> : tensor<2x2xi64>} : () -> tensor<2x2xi64>
    %2 = "stablehlo.constant"() {value = dense<0> : tensor<i64>} : () -> tensor<i64>
    "func.return"(%0, %1, %2) : (tensor<4x2xi64>, tensor<2x2xi64>, tensor<i64>) -> ()
  }
  func.func private @expected() -> tensor<4x2xi64> {
    %0 = "stablehlo.constant"() {value = dense<[[0, 0], [0, 0], [5, 14], [7, 0]]> : tensor<4x2xi64>} : () -> tensor<4x2xi64>
    "func.return"(%0) : (tensor<4x2xi64>) -> ()
  }
}

// -----

// shift_left
module {
  func.func public @main(%arg0: tensor<3xi64>, %arg1: tensor<3xi64>) -> tensor<3xi64> {
    %0 = "stablehlo.shift_left"(%arg0, %arg1) : (tensor<3xi64>, tensor<3xi64>) -> tensor<3xi64>
    "func.return"(%0) : (tensor<3xi64>) -> ()
  }
  func.func private @given() -> (tensor<3xi64>, tensor<3xi64>) {
    %0 = "stablehlo.constant"() {value = dense<[-1, 0, 1]> : tensor<3xi64>} : () -> tensor<3xi64>
    %1 = "stablehlo.constant"() {value = dense<[1, 2, 3]> : tensor<3xi64>} : () -> tensor<3xi64>
    "func.return"(%0, %1) : (tensor<3xi64>, tensor<3xi64>) -> ()
  }
  func.func private @expected() -> tensor<3xi64> {
    %0 = "stablehlo.constant"() {value = dense<[-2, 0, 8]> : tensor<3xi64>} : () -> tensor<3xi64>
    "func.return"(%0) : (tensor<3xi64>) -> ()
  }
}

// -----

// shift_right_arithmetic
module {
  func.func public @main(%arg0: tensor<3xi64>, %arg1: tensor<3xi64>) -> tensor<3xi64> {
    %0 = "stablehlo.shift_right_arithmetic"(%arg0, %arg1) : (tensor<3xi64>, tensor<3xi64>) -> tensor<3xi64>
    "func.return"(%0) : (tensor<3xi64>) -> ()
  }
  func.func private @given() -> (tensor<3xi64>, tensor<3xi64>) {
    %0 = "stablehlo.constant"() {value = dense<[-1, 0, 8]> : tensor<3xi64>} : () -> tensor<3xi64>
    %1 = "stablehlo.constant"() {value = dense<[1, 2, 3]> : tensor<3xi64>} : () -> tensor<3xi64>
    "func.return"(%0, %1) : (tensor<3xi64>, tensor<3xi64>) -> ()
  }
  func.func private @expected() -> tensor<3xi64> {
    %0 = "stablehlo.constant"() {value = dense<[-1, 0, 1]> : tensor<3xi64>} : () -> tensor<3xi64>
    "func.return"(%0) : (tensor<3xi64>) -> ()
  }
}

// -----

// shift_right_logical
module {
  func.func public @main(%arg0: tensor<3xi64>, %arg1: tensor<3xi64>) -> tensor<3xi64> {
    %0 = "stablehlo.shift_right_logical"(%arg0, %arg1) : (tensor<3xi64>, tensor<3xi64>) -> tensor<3xi64>
    "func.return"(%0) : (tensor<3xi64>) -> ()
  }
  func.func private @given() -> (tensor<3xi64>, tensor<3xi64>) {
    %0 = "stablehlo.constant"() {value = dense<[-1, 0, 8]> : tensor<3xi64>} : () -> tensor<3xi64>
    %1 = "stablehlo.constant"() {value = dense<[1, 2, 3]> : tensor<3xi64>} : () -> tensor<3xi64>
    "func.return"(%0, %1) : (tensor<3xi64>, tensor<3xi64>) -> ()
  }
  func.func private @expected() -> tensor<3xi64> {
    %0 = "stablehlo.constant"() {value = dense<[9223372036854775807, 0, 1]> : tensor<3xi64>} : () -> tensor<3xi64>
    "func.return"(%0) : (tensor<3xi64>) -> ()
  }
}

// -----

// sign
module {
  func.func public @main(%arg0: tensor<5xf64>) -> tensor<5xf64> {
    %0 = "stablehlo.sign"(%arg0) : (tensor<5xf64>) -> tensor<5xf64>
    "func.return"(%0) : (tensor<5xf64>) -> ()
  }
  func.func private @given() -> tensor<5xf64> {
    %0 = "stablehlo.constant"() {value = dense<[0x7FFFFFFFFFFFFFFF, -1.0, -0.0, 0.0, 1.0]> : tensor<5xf64>} : () -> tensor<5xf64>
    "func.return"(%0) : (tensor<5xf64>) -> ()
  }
  func.func private @expected() -> tensor<5xf64> {
    %0 = "stablehlo.constant"() {value = dense<[0x7FFFFFFFFFFFFFFF, -1.0, -0.0, 0.0, 1.0]> : tensor<5xf64>} : () -> tensor<5xf64>
    "func.return"(%0) : (tensor<5xf64>) -> ()
  }
}

// -----

// sine
module {
  func.func public @main(%arg0: tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = "stablehlo.sine"(%arg0) : (tensor<2x2xf32>) -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
  func.func private @given() -> tensor<2x2xf32> {
    %0 = "stablehlo.constant"() {value = dense<[[0.0, 1.5707964], [3.1415927, 4.712389]]> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xf32> {
    %0 = "stablehlo.constant"() {value = dense<[[0.0, 1.0], [0.0, -1.0]]> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
}

// -----

// slice
module {
  func.func public @main(%arg0: tensor<3x4xi64>) -> tensor<2x2xi64> {
    %0 = "stablehlo.slice"(%arg0) {limit_indices = array<i64: 3, 4>, start_indices = array<i64: 1, 2>, strides = array<i64: 1, 1>} : (tensor<3x4xi64>) -> tensor<2x2xi64>
    "func.return"(%0) : (tensor<2x2xi64>) -> ()
  }
  func.func private @given() -> tensor<3x4xi64> {
    %0 = "stablehlo.constant"() {value = dense<[[0, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]]> : tensor<3x4xi64>} : () -> tensor<3x4xi64>
    "func.return"(%0) : (tensor<3x4xi64>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi64> {
    %0 = "stablehlo.constant"() {value = dense<1> : tensor<2x2xi64>} : () -> tensor<2x2xi64>
    "func.return"(%0) : (tensor<2x2xi64>) -> ()
  }
}

// -----

// sort
module {
  func.func public @main(%arg0: tensor<2x3xi64>, %arg1: tensor<2x3xi64>) -> (tensor<2x3xi64>, tensor<2x3xi64>) {
    %0:2 = "stablehlo.sort"(%arg0, %arg1) ({
    ^bb0(%arg2: tensor<i64>, %arg3: tensor<i64>, %arg4: tensor<i64>, %arg5: tensor<i64>):
      %1 = "stablehlo.compare"(%arg2, %arg3) {comparison_direction = #stablehlo<comparison_direction GT>} : (tensor<i64>, tensor<i64>) -> tensor<i1>
      "stablehlo.return"(%1) : (tensor<i1>) -> ()
    }) {dimension = 0 : i64, is_stable = true} : (tensor<2x3xi64>, tensor<2x3xi64>) -> (tensor<2x3xi64>, tensor<2x3xi64>)
    "func.return"(%0#0, %0#1) : (tensor<2x3xi64>, tensor<2x3xi64>) -> ()
  }
  func.func private @given() -> (tensor<2x3xi64>, tensor<2x3xi64>) {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2, 3], [3, 2, 1]]> : tensor<2x3xi64>} : () -> tensor<2x3xi64>
    %1 = "stablehlo.constant"() {value = dense<[[3, 2, 1], [1, 2, 3]]> : tensor<2x3xi64>} : () -> tensor<2x3xi64>
    "func.return"(%0, %1) : (tensor<2x3xi64>, tensor<2x3xi64>) -> ()
  }
  func.func private @expected() -> (tensor<2x3xi64>, tensor<2x3xi64>) {
    %0 = "stablehlo.constant"() {value = dense<[[3, 2, 3], [1, 2, 1]]> : tensor<2x3xi64>} : () -> tensor<2x3xi64>
    %1 = "stablehlo.constant"() {value = dense<[[1, 2, 1], [3, 2, 3]]> : tensor<2x3xi64>} : () -> tensor<2x3xi64>
    "func.return"(%0, %1) : (tensor<2x3xi64>, tensor<2x3xi64>) -> ()
  }
}

// -----

// sqrt
module {
  func.func public @main(%arg0: tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = "stablehlo.sqrt"(%arg0) : (tensor<2x2xf32>) -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
  func.func private @given() -> tensor<2x2xf32> {
    %0 = "stablehlo.constant"() {value = dense<[[0.0, 1.0], [4.0, 9.0]]> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xf32> {
    %0 = "stablehlo.constant"() {value = dense<[[0.0, 1.0], [2.0, 3.0]]> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
}

// -----

// subtract
module {
  func.func public @main(%arg0: tensor<2x2xf32>, %arg1: tensor<2x2xf32>) -> tensor<2x2xf32> {
    %0 = "stablehlo.subtract"(%arg0, %arg1) : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
  func.func private @given() -> (tensor<2x2xf32>, tensor<2x2xf32>) {
    %0 = "stablehlo.constant"() {value = dense<[[6.0, 8.0], [10.0, 12.0]]> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    %1 = "stablehlo.constant"() {value = dense<[[5.0, 6.0], [7.0, 8.0]]> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    "func.return"(%0, %1) : (tensor<2x2xf32>, tensor<2x2xf32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xf32> {
    %0 = "stablehlo.constant"() {value = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>} : () -> tensor<2x2xf32>
    "func.return"(%0) : (tensor<2x2xf32>) -> ()
  }
}

// -----

// tan: the specification prints the results for the doubles nearest to multiples of pi/2
module {
  func.func public @main(%arg0: tensor<2x2xf64>) -> tensor<2x2xf64> {
    %0 = "stablehlo.tan"(%arg0) : (tensor<2x2xf64>) -> tensor<2x2xf64>
    "func.return"(%0) : (tensor<2x2xf64>) -> ()
  }
  func.func private @given() -> tensor<2x2xf64> {
    %0 = "stablehlo.constant"() {value = dense<[[0.0, 1.57079632], [3.14159265, 4.71238898]]> : tensor<2x2xf64>} : () -> tensor<2x2xf64>
    "func.return"(%0) : (tensor<2x2xf64>) -> ()
  }
  func.func private @expected() -> tensor<2x2xf64> {
    %0 = "stablehlo.constant"() {value = dense<[[0.0, 147169271.8], [0.0, 2599497068.0]]> : tensor<2x2xf64>} : () -> tensor<2x2xf64>
    "func.return"(%0) : (tensor<2x2xf64>) -> ()
  }
}

// -----

// tanh
module {
  func.func public @main(%arg0: tensor<3xf32>) -> tensor<3xf32> {
    %0 = "stablehlo.tanh"(%arg0) : (tensor<3xf32>) -> tensor<3xf32>
    "func.return"(%0) : (tensor<3xf32>) -> ()
  }
  func.func private @given() -> tensor<3xf32> {
    %0 = "stablehlo.constant"() {value = dense<[-1.0, 0.0, 1.0]> : tensor<3xf32>} : () -> tensor<3xf32>
    "func.return"(%0) : (tensor<3xf32>) -> ()
  }
  func.func private @expected() -> tensor<3xf32> {
    %0 = "stablehlo.constant"() {value = dense<[-0.7615942, 0.0, 0.7615942]> : tensor<3xf32>} : () -> tensor<3xf32>
    "func.return"(%0) : (tensor<3xf32>) -> ()
  }
}

// -----

// transpose
module {
  func.func public @main(%arg0: tensor<2x3x2xi32>) -> tensor<2x3x2xi32> {
    %0 = "stablehlo.transpose"(%arg0) {permutation = array<i64: 2, 1, 0>} : (tensor<2x3x2xi32>) -> tensor<2x3x2xi32>
    "func.return"(%0) : (tensor<2x3x2xi32>) -> ()
  }
  func.func private @given() -> tensor<2x3x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]]> : tensor<2x3x2xi32>} : () -> tensor<2x3x2xi32>
    "func.return"(%0) : (tensor<2x3x2xi32>) -> ()
  }
  func.func private @expected() -> tensor<2x3x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[[1, 7], [3, 9], [5, 11]], [[2, 8], [4, 10], [6, 12]]]> : tensor<2x3x2xi32>} : () -> tensor<2x3x2xi32>
    "func.return"(%0) : (tensor<2x3x2xi32>) -> ()
  }
}

// -----

// while: the specification prints a sum of 10, which is off by one
module {
  func.func public @main(%arg0: tensor<i64>, %arg1: tensor<i64>, %arg2: tensor<i64>, %arg3: tensor<i64>) -> (tensor<i64>, tensor<i64>) {
    %0:2 = "stablehlo.while"(%arg0, %arg1) ({
    ^bb0(%arg4: tensor<i64>, %arg5: tensor<i64>):
      %1 = "stablehlo.compare"(%arg4, %arg3) {comparison_direction = #stablehlo<comparison_direction LT>} : (tensor<i64>, tensor<i64>) -> tensor<i1>
      "stablehlo.return"(%1) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg6: tensor<i64>, %arg7: tensor<i64>):
      %2 = "stablehlo.add"(%arg7, %arg2) : (tensor<i64>, tensor<i64>) -> tensor<i64>
      %3 = "stablehlo.add"(%arg6, %arg2) : (tensor<i64>, tensor<i64>) -> tensor<i64>
      "stablehlo.return"(%3, %2) : (tensor<i64>, tensor<i64>) -> ()
    }) : (tensor<i64>, tensor<i64>) -> (tensor<i64>, tensor<i64>)
    "func.return"(%0#0, %0#1) : (tensor<i64>, tensor<i64>) -> ()
  }
  func.func private @given() -> (tensor<i64>, tensor<i64>, tensor<i64>, tensor<i64>) {
    %0 = "stablehlo.constant"() {value = dense<1> : tensor<i64>} : () -> tensor<i64>
    %1 = "stablehlo.constant"() {value = dense<0> : tensor<i64>} : () -> tensor<i64>
    %2 = "stablehlo.constant"() {value = dense<1> : tensor<i64>} : () -> tensor<i64>
    %3 = "stablehlo.constant"() {value = dense<10> : tensor<i64>} : () -> tensor<i64>
    "func.return"(%0, %1, %2, %3) : (tensor<i64>, tensor<i64>, tensor<i64>, tensor<i64>) -> ()
  }
  func.func private @expected() -> (tensor<i64>, tensor<i64>) {
    %0 = "stablehlo.constant"() {value = dense<10> : tensor<i64>} : () -> tensor<i64>
    %1 = "stablehlo.constant"() {value = dense<9> : tensor<i64>} : () -> tensor<i64>
    "func.return"(%0, %1) : (tensor<i64>, tensor<i64>) -> ()
  }
}

// -----

// xor
module {
  func.func public @main(%arg0: tensor<2x2xi32>, %arg1: tensor<2x2xi32>) -> tensor<2x2xi32> {
    %0 = "stablehlo.xor"(%arg0, %arg1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
  func.func private @given() -> (tensor<2x2xi32>, tensor<2x2xi32>) {
    %0 = "stablehlo.constant"() {value = dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    %1 = "stablehlo.constant"() {value = dense<[[5, 6], [7, 8]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0, %1) : (tensor<2x2xi32>, tensor<2x2xi32>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi32> {
    %0 = "stablehlo.constant"() {value = dense<[[4, 4], [4, 12]]> : tensor<2x2xi32>} : () -> tensor<2x2xi32>
    "func.return"(%0) : (tensor<2x2xi32>) -> ()
  }
}

// -----

// xor
module {
  func.func public @main(%arg0: tensor<2x2xi1>, %arg1: tensor<2x2xi1>) -> tensor<2x2xi1> {
    %0 = "stablehlo.xor"(%arg0, %arg1) : (tensor<2x2xi1>, tensor<2x2xi1>) -> tensor<2x2xi1>
    "func.return"(%0) : (tensor<2x2xi1>) -> ()
  }
  func.func private @given() -> (tensor<2x2xi1>, tensor<2x2xi1>) {
    %0 = "stablehlo.constant"() {value = dense<[[false, false], [true, true]]> : tensor<2x2xi1>} : () -> tensor<2x2xi1>
    %1 = "stablehlo.constant"() {value = dense<[[false, true], [false, true]]> : tensor<2x2xi1>} : () -> tensor<2x2xi1>
    "func.return"(%0, %1) : (tensor<2x2xi1>, tensor<2x2xi1>) -> ()
  }
  func.func private @expected() -> tensor<2x2xi1> {
    %0 = "stablehlo.constant"() {value = dense<[[false, true], [true, false]]> : tensor<2x2xi1>} : () -> tensor<2x2xi1>
    "func.return"(%0) : (tensor<2x2xi1>) -> ()
  }
}
