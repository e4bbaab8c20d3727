package dev.ranvier.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Attribute.Int;
import dev.ranvier.ir.type.ElementType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// States and counts are given up to the results of their names, and nothing else is.
class DonateStateTest {
  private static Module lowered(NetworkGraph graph) {
    Module module = BuildEventModule.build(graph, Runs.plan(graph), Runs.STEPS);
    return LowerTimeLoops.run(
        LowerSpikes.run(
            LowerQueues.run(PlaceProjections.run(module, Targets.cpu()), Targets.cpu())));
  }

  @ParameterizedTest
  @MethodSource("dev.ranvier.compiler.pass.Runs#graphs")
  void givesEachStateToTheResultOfItsName(NetworkGraph graph) {
    Module before = lowered(graph);
    Function main = DonateState.run(before).function("main").orElseThrow();
    assertThat(main.body()).isSameAs(before.function("main").orElseThrow().body());
    Signature signature = PortAttributes.signatureOf(main);
    for (int i = 0; i < signature.inputs().size(); i++) {
      Port input = signature.inputs().get(i);
      Attribute said = main.argumentAttributes().get(i).get("tf.aliasing_output");
      if (List.of(Role.STATE, Role.COUNT).contains(input.role())) {
        int result = said instanceof Int(long value, ElementType _) ? (int) value : -1;
        assertThat(signature.outputs().indexOf(input)).as("%s", input).isEqualTo(result);
      } else {
        assertThat(said).as("%s", input).isNull();
      }
    }
  }
}
