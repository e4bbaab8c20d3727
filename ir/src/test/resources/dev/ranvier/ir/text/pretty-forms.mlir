#here = loc("A.java":1:2)
!row = tensor<4xf32>
module @m attributes {mhlo.num_replicas = 1 : i32} {
  func.func public @main(%x: !row {tf.aliasing_output = 0 : i32} loc("x"), %y: !row) -> (!row {a.b}) {
    %0 = stablehlo.add %x, %y : !row loc(#here)
    %1 = stablehlo.compare LT, %x, %0, FLOAT : (!row, !row) -> tensor<4xi1> loc(callsite(#here at "B.java":3:4))
    %2 = stablehlo.select %1, %x, %y : tensor<4xi1>, !row
    return %2 : !row
  } loc(fused["a", #here])
}
// -----
func.func @f(%x: tensor<3x4xf32>, %i: tensor<i32>) -> tensor<2x3xf32> {
  %c = stablehlo.constant dense<[0.5, 0x7FC00000, -1.0]> : tensor<3xf32>
  %0 = stablehlo.broadcast_in_dim %c, dims = [0] : (tensor<3xf32>) -> tensor<3x4xf32>
  %1 = stablehlo.slice %0 [0:2, 0:4:2] : (tensor<3x4xf32>) -> tensor<2x2xf32>
  %2 = stablehlo.dynamic_slice %x, %i, %i, sizes = [2, 1] : (tensor<3x4xf32>, tensor<i32>, tensor<i32>) -> tensor<2x1xf32>
  %3 = stablehlo.concatenate %1, %2, dim = 1 : (tensor<2x2xf32>, tensor<2x1xf32>) -> tensor<2x3xf32>
  %4 = stablehlo.transpose %3, dims = [1, 0] : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %5 = stablehlo.dot_general %3, %4, contracting_dims = [1] x [0], precision = [HIGH, HIGH] : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
  %6 = stablehlo.reverse %3, dims = [0] : tensor<2x3xf32>
  return %6 : tensor<2x3xf32>
}
// -----
func.func @f(%x: tensor<4xf32>, %n: tensor<i32>) -> tensor<f32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0:2 = stablehlo.while(%a = %n, %b = %x) : tensor<i32>, tensor<4xf32>
  cond {
    %1 = stablehlo.compare LT, %a, %n, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %1 : tensor<i1>
  } do {
    %1 = stablehlo.pad %b, %zero, low = [1], high = [-1], interior = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    stablehlo.return %a, %1 : tensor<i32>, tensor<4xf32>
  }
  %2 = stablehlo.reduce(%0#1 init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
  %3 = stablehlo.reduce(%0#1 init: %zero) across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
   reducer(%c: tensor<f32>, %d: tensor<f32>) {
    %4 = stablehlo.maximum %c, %d : tensor<f32>
    stablehlo.return %4 : tensor<f32>
  }
  return %3 : tensor<f32>
}
// -----
func.func @f(%x: tensor<4xf32>, %k: tensor<2xui64>) -> (tensor<4xf32>, tensor<3xui32>) {
  %0:2 = stablehlo.rng_bit_generator %k, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3xui32>)
  %1 = stablehlo.iota dim = 0 : tensor<4xui64>
  %2 = stablehlo.clamp %x, %x, %x : tensor<4xf32>
  %3:2 = stablehlo.optimization_barrier %2, %0#1 : tensor<4xf32>, tensor<3xui32>
  %4 = stablehlo.custom_call @target(%3#0) {backend_config = "", mhlo.sharding = "{replicated}"} : (tensor<4xf32>) -> tensor<4xf32>
  %5 = stablehlo.composite "a.b" %4 {composite_attributes = {n = 1 : i64}, decomposition = @g} : (tensor<4xf32>) -> tensor<4xf32>
  %6 = call @g(%5) : (tensor<4xf32>) -> tensor<4xf32>
  return %6, %3#1 : tensor<4xf32>, tensor<3xui32>
}
func.func private @g(%x: tensor<4xf32>) -> tensor<4xf32> { func.return %x : tensor<4xf32> }
// -----
module @m attributes {mhlo.num_partitions = 8 : i32} {
  sdy.mesh @mesh = <["x"=2, "y"=4]> {stablehlo.mesh = {axes = []}}
  sdy.mesh @one = <[], device_ids=[3]>
  sdy.mesh @order = <["x"=3], device_ids=[2, 0, 1]>
  func.func public @main(%x: tensor<8x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"x"}, {"y":(1)2, ?}p1], replicated={"y":(2)2}>}) -> (tensor<8x4xf32> {mhlo.sharding = "{replicated}", sdy.sharding = #sdy.sharding<@mesh, [{}, {}], unreduced={"x", "y"}>}) {
    %0 = sdy.sharding_constraint %x <@mesh, [{"x"}, {?}]> : tensor<8x4xf32>
    %1 = stablehlo.add %0, %x {sdy.sharding = #sdy.sharding_per_value<[<@mesh, [{}, {"y", "x"}]>]>} : tensor<8x4xf32>
    return %1 : tensor<8x4xf32>
  }
}
// -----
func.func @f(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = stablehlo.dot_general %x, %x, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT], algorithm = <lhs_precision_type = bf16, rhs_precision_type = bf16, accumulation_type = f32, lhs_component_count = 1, rhs_component_count = 1, num_primitive_operations = 6, allow_imprecise_accumulation = false> : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = stablehlo.exponential %0 {result_accuracy = #stablehlo.result_accuracy<atol = 1.000000e-05, rtol = 9.9999999999999995E-7, ulps = 2, mode = #stablehlo.result_accuracy_mode<TOLERANCE>>} : tensor<4x4xf32>
  %2 = stablehlo.tanh %1 {result_accuracy = #stablehlo.result_accuracy<mode = #stablehlo.result_accuracy_mode<HIGHEST>>} : tensor<4x4xf32>
  return %2 : tensor<4x4xf32>
}
// -----
func.func @f(%x: tensor<1x2x6x6xf32>, %k: tensor<3x2x3x3xf32>) -> tensor<1x3x3x6xf32> {
  %0 = stablehlo.convolution(%x, %k) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [2, 1], pad = [[0, 1], [1, 1]], lhs_dilate = [1, 1], rhs_dilate = [1, 1], reverse = [false, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]} : (tensor<1x2x6x6xf32>, tensor<3x2x3x3xf32>) -> tensor<1x3x3x6xf32>
  return %0 : tensor<1x3x3x6xf32>
}
