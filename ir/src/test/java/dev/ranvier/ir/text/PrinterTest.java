package dev.ranvier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrinterTest {
  private static final TensorType ROW = TensorType.of(ElementType.F32, 2);

  private static Module sum(Location place) {
    Block body =
        Builder.block(
            List.of(ROW, ROW),
            Location.of("Xor.java", 11),
            (b, in) -> b.at(place).functionReturns(b.add(in.get(0), in.get(1))));
    return new Module(
        "xor",
        Map.of("mhlo.num_replicas", new Attribute.Int(1, ElementType.I32)),
        List.of(
            new Function(
                "main",
                true,
                body,
                List.of(
                    Map.of("tf.aliasing_output", new Attribute.Int(0, ElementType.I32)), Map.of()),
                List.of(Map.of("jax.result_info", new Attribute.Text("out"))),
                Location.of("Xor.java", 10))));
  }

  @Test
  void writesFunctionsInPrettyAndOpsInGenericForm() {
    assertThat(Printer.print(sum(Location.of("Xor.java", 12))))
        .isEqualTo(
            """
            module @xor attributes {mhlo.num_replicas = 1 : i32} {
              func.func public @main(%arg0: tensor<2xf32> {tf.aliasing_output = 0 : i32} \
            loc("Xor.java":11:1), %arg1: tensor<2xf32> loc("Xor.java":11:1)) -> \
            (tensor<2xf32> {jax.result_info = "out"}) {
                %0 = "stablehlo.add"(%arg0, %arg1) : (tensor<2xf32>, tensor<2xf32>) -> \
            tensor<2xf32> loc("Xor.java":12:1)
                "func.return"(%0) : (tensor<2xf32>) -> () loc("Xor.java":12:1)
              } loc("Xor.java":10:1)
            }
            """);
  }

  @Test
  void hidesLocationsWhenAsked() {
    assertThat(Printer.print(sum(Location.UNKNOWN), Printer.Locations.HIDDEN))
        .doesNotContain("loc(")
        .contains("%0 = \"stablehlo.add\"(%arg0, %arg1) : ");
  }

  @Test
  void saysWhenALocationIsUnknown() {
    assertThat(Printer.print(sum(Location.UNKNOWN))).contains("-> tensor<2xf32> loc(unknown)");
  }

  @Test
  void writesRegionsAndSeveralResults() {
    TensorType step = TensorType.scalar(ElementType.I32);
    Block body =
        Builder.block(
            List.of(step, ROW),
            Location.UNKNOWN,
            (b, in) -> {
              List<?> unused =
                  b.whileLoop(
                      in,
                      (c, now) -> c.compare(ComparisonDirection.LT, now.get(0), now.get(0)),
                      (c, now) -> List.of(now.get(0), c.add(new NegateOp(now.get(1)))));
              assertThat(unused).hasSize(2);
              b.functionReturns(b.call("g", in, List.of(ROW, step)));
            });
    Module module = Module.of("m", Function.of("f", false, body, Location.UNKNOWN));
    assertThat(Printer.print(module, Printer.Locations.HIDDEN))
        .isEqualTo(
            """
            module @m {
              func.func private @f(%arg0: tensor<i32>, %arg1: tensor<2xf32>) -> \
            (tensor<2xf32>, tensor<i32>) {
                %0:2 = "stablehlo.while"(%arg0, %arg1) ({
                ^bb0(%arg2: tensor<i32>, %arg3: tensor<2xf32>):
                  %1 = "stablehlo.compare"(%arg2, %arg2) \
            {compare_type = #stablehlo<comparison_type SIGNED>, comparison_direction = #stablehlo<comparison_direction LT>} : \
            (tensor<i32>, tensor<i32>) -> tensor<i1>
                  "stablehlo.return"(%1) : (tensor<i1>) -> ()
                }, {
                ^bb0(%arg4: tensor<i32>, %arg5: tensor<2xf32>):
                  %2 = "stablehlo.negate"(%arg5) : (tensor<2xf32>) -> tensor<2xf32>
                  "stablehlo.return"(%arg4, %2) : (tensor<i32>, tensor<2xf32>) -> ()
                }) : (tensor<i32>, tensor<2xf32>) -> (tensor<i32>, tensor<2xf32>)
                %3:2 = "func.call"(%arg0, %arg1) {callee = @g} : \
            (tensor<i32>, tensor<2xf32>) -> (tensor<2xf32>, tensor<i32>)
                "func.return"(%3#0, %3#1) : (tensor<2xf32>, tensor<i32>) -> ()
              }
            }
            """);
  }

  @Test
  void showsAModuleThatUsesWhatNoOneDefines() {
    BlockArgument stranger = new BlockArgument(ROW, Location.UNKNOWN);
    Block body =
        Builder.block(
            List.of(),
            Location.UNKNOWN,
            (b, _) -> b.functionReturns(b.add(new NegateOp(stranger))));
    Module module = Module.of("m", Function.of("f", true, body, Location.UNKNOWN));
    assertThat(Printer.print(module)).contains("\"stablehlo.negate\"(%undefined)");
  }
}
