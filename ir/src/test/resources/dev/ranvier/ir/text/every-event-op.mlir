// Every op on spikes, queues and time.
module @events {
  func.func public @main(%v: tensor<7x64x4xf32>, %zero: tensor<i32>, %delay: tensor<64x4xi32>) -> tensor<7x64x4xi32> {
    %threshold = "stablehlo.constant"() {value = dense<1.0> : tensor<64x4xf32>} : () -> tensor<64x4xf32>
    %q = "ranvier.queue_create"() {type = !ranvier.queue<64x4xring[21]>} : () -> !ranvier.queue<64x4xring[21]>
    %end:3 = "ranvier.time_loop"(%zero, %q, %threshold, %v) ({
    ^bb0(%t: tensor<i32>, %inner: !ranvier.queue<64x4xring[21]>, %before: tensor<64x4xf32>, %after: tensor<64x4xf32>):
      %s = "ranvier.spike"(%before, %after, %threshold) : (tensor<64x4xf32>, tensor<64x4xf32>, tensor<64x4xf32>) -> tensor<64x4xi1>
      %pushed:2 = "ranvier.queue_push"(%inner, %s, %delay, %t) : (!ranvier.queue<64x4xring[21]>, tensor<64x4xi1>, tensor<64x4xi32>, tensor<i32>) -> (!ranvier.queue<64x4xring[21]>, tensor<64x4xi32>)
      %popped:2 = "ranvier.queue_pop"(%pushed#0, %t) : (!ranvier.queue<64x4xring[21]>, tensor<i32>) -> (!ranvier.queue<64x4xring[21]>, tensor<64x4xi32>)
      "stablehlo.return"(%popped#0, %after, %popped#1) : (!ranvier.queue<64x4xring[21]>, tensor<64x4xf32>, tensor<64x4xi32>) -> ()
    }) {carried = 2 : i64, steps = 7 : i64} : (tensor<i32>, !ranvier.queue<64x4xring[21]>, tensor<64x4xf32>, tensor<7x64x4xf32>) -> (!ranvier.queue<64x4xring[21]>, tensor<64x4xf32>, tensor<7x64x4xi32>)
    "func.return"(%end#2) : (tensor<7x64x4xi32>) -> ()
  }
}
