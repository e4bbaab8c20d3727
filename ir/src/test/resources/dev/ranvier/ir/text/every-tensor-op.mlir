// Every tensor op at least once, in its pretty form where it has one.
#first = loc("Net.java":3:7)
#named = loc("while/body"(#first))
!row = tensor<4xf32>
module @every attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 2 : i32} {
  sdy.mesh @mesh = <["x"=2, "y"=4]> {stablehlo.mesh = {axes = [{name = "x", size = 2 : i64}]}} loc(#first)
  sdy.mesh @order = <["x"=3], device_ids=[2, 0, 1]>
  func.func public @main(%x: !row {tf.aliasing_output = 0 : i32} loc("x"), %y: tensor<4xf32>, %i: tensor<4xi32>, %k: tensor<2x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {?}], unreduced={"x"}>}) -> (tensor<4xf32> {jax.result_info = "result[0]"}, tensor<2xf32>) {
    %zero = stablehlo.constant dense<0.000000e+00> : tensor<f32> loc(#first)
    %one = stablehlo.constant dense<1> : tensor<i32> loc(#named)
    %true = stablehlo.constant dense<true> : tensor<i1>
    %flags = stablehlo.constant dense<[true, false, true, true]> : tensor<4xi1>
    %0 = stablehlo.abs %x : tensor<4xf32>
    %1 = stablehlo.cbrt %0 : (tensor<4xf32>) -> tensor<4xf32>
    %2 = stablehlo.ceil %1 : tensor<4xf32>
    %3 = stablehlo.cosine %2 : tensor<4xf32>
    %4 = stablehlo.count_leading_zeros %i : tensor<4xi32>
    %5 = stablehlo.exponential_minus_one %3 : tensor<4xf32>
    %6 = stablehlo.exponential %5 {result_accuracy = #stablehlo.result_accuracy<mode = #stablehlo.result_accuracy_mode<DEFAULT>>} : tensor<4xf32>
    %7 = stablehlo.floor %6 : tensor<4xf32>
    %8 = stablehlo.log %7 : tensor<4xf32>
    %9 = stablehlo.log_plus_one %8 : tensor<4xf32>
    %10 = stablehlo.logistic %9 : tensor<4xf32>
    %11 = stablehlo.negate %10 : tensor<4xf32>
    %12 = stablehlo.not %i : tensor<4xi32>
    %13 = stablehlo.popcnt %12 : tensor<4xi32>
    %14 = stablehlo.round_nearest_afz %11 : tensor<4xf32>
    %15 = stablehlo.round_nearest_even %14 : tensor<4xf32>
    %16 = stablehlo.rsqrt %15 : tensor<4xf32>
    %17 = stablehlo.sign %16 : tensor<4xf32>
    %18 = stablehlo.sine %17 : tensor<4xf32>
    %19 = stablehlo.sqrt %18 : tensor<4xf32>
    %20 = stablehlo.tan %19 : tensor<4xf32>
    %21 = stablehlo.tanh %20 : tensor<4xf32>
    %22 = stablehlo.add %21, %y : tensor<4xf32> loc(callsite(#first at "Main.java":9:1))
    %23 = stablehlo.and %13, %4 : tensor<4xi32>
    %24 = stablehlo.atan2 %22, %y : tensor<4xf32>
    %25 = stablehlo.divide %24, %y : tensor<4xf32> loc(fused["a", "Net.java":4:1 to :9])
    %26 = stablehlo.maximum %25, %y : tensor<4xf32>
    %27 = stablehlo.minimum %26, %y : tensor<4xf32>
    %28 = stablehlo.multiply %27, %y : tensor<4xf32>
    %29 = stablehlo.or %23, %i : tensor<4xi32>
    %30 = stablehlo.power %28, %y : tensor<4xf32>
    %31 = stablehlo.remainder %30, %y : tensor<4xf32>
    %32 = stablehlo.shift_left %29, %i : tensor<4xi32>
    %33 = stablehlo.shift_right_arithmetic %32, %i : tensor<4xi32>
    %34 = stablehlo.shift_right_logical %33, %i : tensor<4xi32>
    %35 = stablehlo.subtract %31, %y : tensor<4xf32>
    %36 = stablehlo.xor %34, %i : tensor<4xi32>
    %37 = stablehlo.bitcast_convert %36 : (tensor<4xi32>) -> tensor<4xf32>
    %38 = stablehlo.broadcast_in_dim %37, dims = [1] : (tensor<4xf32>) -> tensor<3x4xf32>
    %39:2 = call @helper(%35, %one) : (tensor<4xf32>, tensor<i32>) -> (tensor<4xf32>, tensor<i32>)
    %40 = "stablehlo.case"(%39#1) ({
      %c = stablehlo.constant dense<[1, 2]> : tensor<2xi8>
      stablehlo.return %c : tensor<2xi8>
    }, {
      %c = stablehlo.constant dense<-128> : tensor<2xi8>
      stablehlo.return %c : tensor<2xi8>
    }) : (tensor<i32>) -> tensor<2xi8> loc(unknown)
    %41 = stablehlo.clamp %zero, %39#0, %zero : (tensor<f32>, tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    %42 = stablehlo.compare LT, %41, %y, FLOAT : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    %43 = stablehlo.compare GE, %i, %i : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %44 = stablehlo.composite "ranvier.twice" %41 {composite_attributes = {factor = 2 : i64, name = "a"}, decomposition = @twice, version = 1 : i32} : (tensor<4xf32>) -> tensor<4xf32>
    %45 = stablehlo.concatenate %44, %y, dim = 0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<8xf32>
    %46 = stablehlo.convert %45 : (tensor<8xf32>) -> tensor<8xbf16>
    %47 = stablehlo.custom_call @Sharding(%44) {backend_config = "", mhlo.sharding = "{replicated}", has_side_effect = false} : (tensor<4xf32>) -> tensor<4xf32>
    %48 = stablehlo.dot_general %38, %k, contracting_dims = [0] x [1], precision = [HIGH, DEFAULT] : (tensor<3x4xf32>, tensor<2x3xf32>) -> tensor<4x2xf32>
    %49 = stablehlo.dot_general %x, %y, batching_dims = [0] x [0], contracting_dims = [] x [] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %50 = stablehlo.dynamic_slice %48, %one, %one, sizes = [2, 1] : (tensor<4x2xf32>, tensor<i32>, tensor<i32>) -> tensor<2x1xf32>
    %51 = stablehlo.dynamic_update_slice %48, %50, %one, %one : (tensor<4x2xf32>, tensor<2x1xf32>, tensor<i32>, tensor<i32>) -> tensor<4x2xf32>
    %52 = "stablehlo.gather"(%51, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 2>}> : (tensor<4x2xf32>, tensor<4xi32>) -> tensor<4x2xf32>
    %53 = "stablehlo.if"(%true) ({
      stablehlo.return %x : tensor<4xf32>
    }, {
      stablehlo.return %y : tensor<4xf32>
    }) : (tensor<i1>) -> tensor<4xf32>
    %54 = stablehlo.iota dim = 1 : tensor<2x3xui64>
    %55 = stablehlo.is_finite %53 : (tensor<4xf32>) -> tensor<4xi1>
    %56:2 = stablehlo.optimization_barrier %53, %54 : tensor<4xf32>, tensor<2x3xui64>
    %57 = stablehlo.pad %56#0, %zero, low = [1], high = [-1], interior = [2] : (tensor<4xf32>, tensor<f32>) -> tensor<10xf32>
    %58 = stablehlo.reduce(%57 init: %zero) applies stablehlo.maximum across dimensions = [0] : (tensor<10xf32>, tensor<f32>) -> tensor<f32>
    %59:2 = stablehlo.reduce(%x init: %zero), (%i init: %one) across dimensions = [0] : (tensor<4xf32>, tensor<4xi32>, tensor<f32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
     reducer(%a: tensor<f32> loc("r"), %b: tensor<f32>) (%c: tensor<i32>, %d: tensor<i32>) {
      %m = stablehlo.maximum %a, %b : tensor<f32>
      %s = stablehlo.add %c, %d : tensor<i32>
      stablehlo.return %m, %s : tensor<f32>, tensor<i32>
    } loc(#first)
    %60 = "stablehlo.reduce_window"(%k, %zero) <{window_dimensions = array<i64: 1, 2>, window_strides = array<i64: 1, 1>, padding = dense<[[0, 0], [1, 0]]> : tensor<2x2xi64>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.add %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
    %61 = stablehlo.reshape %60 : (tensor<2x3xf32>) -> tensor<3x2xf32>
    %62 = stablehlo.reverse %61, dims = [0, 1] : tensor<3x2xf32>
    %seed = stablehlo.constant dense<[18446744073709551615, 7]> : tensor<2xui64>
    %63:2 = stablehlo.rng_bit_generator %seed, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5xui32>)
    %shape = stablehlo.constant dense<[4]> : tensor<1xi64>
    %64 = stablehlo.rng %zero, %58, %shape, distribution = UNIFORM : (tensor<f32>, tensor<f32>, tensor<1xi64>) -> tensor<4xf32>
    %65 = stablehlo.reshape %i : (tensor<4xi32>) -> tensor<4x1xi32>
    %66 = "stablehlo.scatter"(%64, %65, %y) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, unique_indices = false}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.add %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<4xf32>, tensor<4x1xi32>, tensor<4xf32>) -> tensor<4xf32>
    %source = stablehlo.reshape %59#0 : (tensor<f32>) -> tensor<1xf32>
    %67 = "stablehlo.select_and_scatter"(%66, %source, %zero) <{window_dimensions = array<i64: 4>, window_strides = array<i64: 1>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.compare GE, %a, %b, TOTALORDER : (tensor<f32>, tensor<f32>) -> tensor<i1>
      stablehlo.return %m : tensor<i1>
    }, {
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.add %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<4xf32>, tensor<1xf32>, tensor<f32>) -> tensor<4xf32>
    %68 = stablehlo.select %flags, %66, %y : tensor<4xi1>, tensor<4xf32>
    %69 = stablehlo.slice %68 [0:4:2] : (tensor<4xf32>) -> tensor<2xf32>
    %70:2 = "stablehlo.sort"(%68, %i) <{dimension = 0 : i64, is_stable = true}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>, %c: tensor<i32>, %d: tensor<i32>):
      %m = stablehlo.compare LT, %a, %b, TOTALORDER : (tensor<f32>, tensor<f32>) -> tensor<i1>
      stablehlo.return %m : tensor<i1>
    }) : (tensor<4xf32>, tensor<4xi32>) -> (tensor<4xf32>, tensor<4xi32>)
    %71 = stablehlo.transpose %62, dims = [1, 0] : (tensor<3x2xf32>) -> tensor<2x3xf32>
    %72:2 = stablehlo.while(%n = %one, %v = %70#0) : tensor<i32>, tensor<4xf32>
    cond {
      %c = stablehlo.constant dense<10> : tensor<i32>
      %m = stablehlo.compare LT, %n, %c, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.return %m : tensor<i1>
    } do {
      %m = stablehlo.add %n, %one : tensor<i32>
      stablehlo.return %m, %v : tensor<i32>, tensor<4xf32>
    }
    %73 = stablehlo.partition_id : tensor<ui32>
    %74 = stablehlo.replica_id : tensor<ui32>
    %75 = "stablehlo.all_gather"(%72#1) <{all_gather_dim = 0 : i64, channel_handle = #stablehlo.channel_handle<handle = 1, type = 0>, replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>, use_global_device_ids}> : (tensor<4xf32>) -> tensor<8xf32>
    %76 = "stablehlo.all_reduce"(%75) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.add %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %77 = "stablehlo.all_to_all"(%76) <{concat_dimension = 0 : i64, replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>, split_count = 2 : i64, split_dimension = 0 : i64}> : (tensor<8xf32>) -> tensor<8xf32>
    %78 = "stablehlo.collective_permute"(%77) <{source_target_pairs = dense<[[0, 1], [1, 0]]> : tensor<2x2xi64>}> : (tensor<8xf32>) -> tensor<8xf32>
    %79 = "stablehlo.reduce_scatter"(%78) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>, scatter_dimension = 0 : i64}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.add %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<4xf32>
    %80 = sdy.sharding_constraint %79 <@mesh, [{"x", "y":(1)2, ?}p1], replicated={"y":(2)2}> : tensor<4xf32>
    %81 = stablehlo.reshape %80 : (tensor<4xf32>) -> tensor<1x4x1xf32>
    %82 = stablehlo.reshape %69 : (tensor<2xf32>) -> tensor<2x1x1xf32>
    %83 = stablehlo.convolution(%81, %82) dim_numbers = [b, 0, f]x[0, i, o]->[b, 0, f], window = {pad = [[1, 0]], reverse = [true]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x4x1xf32>, tensor<2x1x1xf32>) -> tensor<1x4x1xf32>
    %84 = stablehlo.reshape %83 : (tensor<1x4x1xf32>) -> tensor<4xf32>
    return %84, %69 : tensor<4xf32>, tensor<2xf32> loc(#named)
  } loc(#first)
  func.func private @helper(%a: tensor<4xf32>, %b: tensor<i32>) -> (tensor<4xf32>, tensor<i32>) {
    func.return %a, %b : tensor<4xf32>, tensor<i32>
  }
  func.func private @twice(%a: tensor<4xf32>) -> tensor<4xf32> {
    %0 = stablehlo.add %a, %a : tensor<4xf32>
    return %0 : tensor<4xf32>
  }
  // Collectives of one device, which the evaluator runs.
  func.func private @alone(%x: tensor<4xf32>) -> tensor<4xf32> {
    %0 = "stablehlo.all_gather"(%x) <{all_gather_dim = 0 : i64, replica_groups = dense<0> : tensor<1x1xi64>}> : (tensor<4xf32>) -> tensor<4xf32>
    %1 = "stablehlo.all_reduce"(%0) <{replica_groups = dense<0> : tensor<1x1xi64>}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.add %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<4xf32>) -> tensor<4xf32>
    %2 = "stablehlo.all_to_all"(%1) <{concat_dimension = 0 : i64, replica_groups = dense<0> : tensor<1x1xi64>, split_count = 1 : i64, split_dimension = 0 : i64}> : (tensor<4xf32>) -> tensor<4xf32>
    %3 = "stablehlo.collective_permute"(%2) <{source_target_pairs = dense<0> : tensor<1x2xi64>}> : (tensor<4xf32>) -> tensor<4xf32>
    %4 = "stablehlo.reduce_scatter"(%3) <{replica_groups = dense<0> : tensor<1x1xi64>, scatter_dimension = 0 : i64}> ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.add %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
    }) : (tensor<4xf32>) -> tensor<4xf32>
    return %4 : tensor<4xf32>
  }
} loc(unknown)
