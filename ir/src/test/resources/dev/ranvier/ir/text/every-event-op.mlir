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
  func.func public @projection(%sent: tensor<5x64x2xi1>, %zero: tensor<i32>, %w: tensor<6xf32>, %d: tensor<6xi32>, %starts: tensor<3xi32>, %targets: tensor<6xi32>) -> tensor<5x64x3xf64> {
    %p = "ranvier.projection_create"() {type = !ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>} : () -> !ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>
    %end:2 = "ranvier.time_loop"(%zero, %p, %sent) ({
    ^bb0(%t: tensor<i32>, %inner: !ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>, %s: tensor<64x2xi1>):
      %delivered:3 = "ranvier.deliver"(%inner, %t, %w, %d, %starts, %targets) : (!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>, tensor<i32>, tensor<6xf32>, tensor<6xi32>, tensor<3xi32>, tensor<6xi32>) -> (!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>, tensor<64x3xf64>, tensor<64x3xf64>)
      %after:3 = "ranvier.send"(%delivered#0, %t, %s, %w, %d, %starts, %targets) : (!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>, tensor<i32>, tensor<64x2xi1>, tensor<6xf32>, tensor<6xi32>, tensor<3xi32>, tensor<6xi32>) -> (!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>, tensor<64xi32>, tensor<64x6xi1>)
      "stablehlo.return"(%after#0, %delivered#1) : (!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>, tensor<64x3xf64>) -> ()
    }) {carried = 1 : i64, steps = 5 : i64} : (tensor<i32>, !ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>, tensor<5x64x2xi1>) -> (!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>, tensor<5x64x3xf64>)
    "func.return"(%end#1) : (tensor<5x64x3xf64>) -> ()
  }
  func.func public @gradient(%sent: tensor<64x2xi1>, %value: tensor<64x2xf32>, %now: tensor<i32>, %a: tensor<64x3xf32>, %l: tensor<64x3xf32>, %w: tensor<6xf32>, %ms: tensor<6xf32>, %d: tensor<6xi32>, %starts: tensor<3xi32>, %targets: tensor<6xi32>) -> (tensor<64xi32>, tensor<6xf32>, tensor<64x2xf32>, tensor<6xf32>) {
    %p = "ranvier.projection_create"() {type = !ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>} : () -> !ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>
    %after:3 = "ranvier.send"(%p, %now, %sent, %value, %ms, %w, %d, %starts, %targets) {payload = ["values", "latencies"]} : (!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>, tensor<i32>, tensor<64x2xi1>, tensor<64x2xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xi32>, tensor<3xi32>, tensor<6xi32>) -> (!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>, tensor<64xi32>, tensor<64x6xi1>)
    %end = "ranvier.line_create"() {type = !ranvier.line<!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>>} : () -> !ranvier.line<!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>>
    %line = "ranvier.deliver_adjoint"(%end, %a, %l) : (!ranvier.line<!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>>, tensor<64x3xf32>, tensor<64x3xf32>) -> !ranvier.line<!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>>
    %back:4 = "ranvier.send_adjoint"(%line, %sent, %w, %ms, %w, %d, %starts, %targets) {wanted = ["values", "latencies"]} : (!ranvier.line<!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>>, tensor<64x2xi1>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xi32>, tensor<3xi32>, tensor<6xi32>) -> (!ranvier.line<!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>>, tensor<6xf32>, tensor<64x2xf32>, tensor<6xf32>)
    %room:3 = "ranvier.send_adjoint"(%back#0, %sent, %w, %after#2, %w, %d, %starts, %targets) {accepted, wanted = ["times"]} : (!ranvier.line<!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>>, tensor<64x2xi1>, tensor<6xf32>, tensor<64x6xi1>, tensor<6xf32>, tensor<6xi32>, tensor<3xi32>, tensor<6xi32>) -> (!ranvier.line<!ranvier.projection<!ranvier.queue<64x6xfifo[2, 21], "one-by-one">, 2, 3>>, tensor<6xf32>, tensor<64x2xf32>)
    "func.return"(%after#1, %back#1, %back#2, %back#3) : (tensor<64xi32>, tensor<6xf32>, tensor<64x2xf32>, tensor<6xf32>) -> ()
  }
  func.func public @backward(%v: tensor<7x3xf32>, %zero: tensor<i32>, %sum: tensor<3xf32>) -> (tensor<3xf32>, tensor<7x3xf32>) {
    %end:2 = "ranvier.time_loop"(%zero, %sum, %v) ({
    ^bb0(%t: tensor<i32>, %so_far: tensor<3xf32>, %row: tensor<3xf32>):
      %more = "stablehlo.add"(%so_far, %row) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
      "stablehlo.return"(%more, %more) : (tensor<3xf32>, tensor<3xf32>) -> ()
    }) {backward, carried = 1 : i64, steps = 7 : i64} : (tensor<i32>, tensor<3xf32>, tensor<7x3xf32>) -> (tensor<3xf32>, tensor<7x3xf32>)
    "func.return"(%end#0, %end#1) : (tensor<3xf32>, tensor<7x3xf32>) -> ()
  }
  func.func public @surrogate(%x: tensor<3xf32>) -> tensor<3xf32> {
    %y = "ranvier.custom_derivative"(%x) ({
    ^bb0(%v: tensor<3xf32>):
      %s = "stablehlo.sign"(%v) : (tensor<3xf32>) -> tensor<3xf32>
      "stablehlo.return"(%s) : (tensor<3xf32>) -> ()
    }, {
    ^bb0(%v: tensor<3xf32>, %t: tensor<3xf32>):
      "stablehlo.return"(%t) : (tensor<3xf32>) -> ()
    }, {
    ^bb0(%v: tensor<3xf32>, %c: tensor<3xf32>):
      "stablehlo.return"(%c) : (tensor<3xf32>) -> ()
    }) : (tensor<3xf32>) -> tensor<3xf32>
    "func.return"(%y) : (tensor<3xf32>) -> ()
  }
}
