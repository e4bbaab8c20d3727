package dev.ranvier.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.CompositeOp;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class VerifierTest {
  private static final Location HERE = Location.of("Net.java", 12);
  private static final TensorType FLOAT = TensorType.scalar(ElementType.F32);
  private static final TensorType BOOL = TensorType.scalar(ElementType.I1);

  private static Function function(
      String name, List<Type> taken, BiConsumer<Builder, List<Value>> body) {
    return Function.of(name, true, Builder.block(taken, HERE, body), HERE);
  }

  private static Function identity(String name) {
    return function(name, List.of(FLOAT), (b, in) -> b.functionReturns(in));
  }

  private static Function calling(String name, String callee) {
    return function(
        name, List.of(FLOAT), (b, in) -> b.functionReturns(b.call(callee, in, List.of(FLOAT))));
  }

  private static Function main(Block body, List<Map<String, Attribute>> ofArguments) {
    return new Function("main", true, body, ofArguments, List.of(), HERE);
  }

  private static List<String> problems(Function... functions) {
    return problems(Stage.TENSOR, functions);
  }

  private static List<String> problems(Stage stage, Function... functions) {
    return Verifier.verify(Module.of("test", functions), stage).stream()
        .map(Diagnostic::toString)
        .toList();
  }

  @Test
  void acceptsLoopsThatUseValuesAroundThem() {
    Function main =
        function(
            "main",
            List.of(FLOAT),
            (b, in) -> {
              Value limit = b.scalar(ElementType.F32, 10.0);
              b.functionReturns(
                  b.whileLoop(
                      in,
                      (inner, carried) ->
                          inner.compare(ComparisonDirection.LT, carried.getFirst(), limit),
                      (inner, carried) -> List.of(inner.add(carried.getFirst(), limit))));
            });
    assertThat(problems(main)).isEmpty();
  }

  @Test
  void rejectsABodyWithoutTerminator() {
    Block body = new Block(List.of(), List.of());
    assertThat(problems(main(body, List.of())))
        .containsExactly(
            "Net.java:12: function @main: block: expected a terminator as the last op, got none");
  }

  @Test
  void rejectsATerminatorBeforeTheEnd() {
    Instruction end = new Instruction(new FuncReturnOp(List.of()), HERE);
    Instruction another = new Instruction(new FuncReturnOp(List.of()), HERE);
    assertThat(problems(main(new Block(List.of(), List.of(end, another)), List.of())))
        .containsExactly(
            "Net.java:12: function @main: func.return: expected a terminator as the last op alone,"
                + " got one before the end");
  }

  @Test
  void rejectsAFunctionThatEndsAsARegion() {
    Function main = function("main", List.of(), (b, _) -> b.returns());
    assertThat(problems(main))
        .containsExactly(
            "Net.java:12: function @main: stablehlo.return: expected func.return as the end of a"
                + " function");
  }

  @Test
  void rejectsARegionThatEndsAsAFunction() {
    Function main =
        function(
            "main",
            List.of(BOOL),
            (b, in) -> {
              Block wrong = Builder.block(List.of(), HERE, (inner, _) -> inner.functionReturns());
              Block right = Builder.block(List.of(), HERE, (inner, _) -> inner.returns());
              b.append(new IfOp(in.getFirst(), wrong, right));
              b.functionReturns();
            });
    assertThat(problems(main))
        .containsExactly(
            "Net.java:12: function @main: func.return: expected stablehlo.return as the end of a"
                + " region");
  }

  @Test
  void rejectsAValueOfAnotherFunction() {
    List<Value> strange = new ArrayList<>();
    Function other =
        function(
            "other",
            List.of(FLOAT),
            (b, in) -> {
              strange.add(b.negate(in.getFirst()));
              b.functionReturns();
            });
    Function main = function("main", List.of(), (b, _) -> b.functionReturns(strange.getFirst()));
    assertThat(problems(other, main))
        .containsExactly(
            "Net.java:12: function @main: func.return: operand 0: expected a value that is defined"
                + " before and in sight, got result 0 of stablehlo.negate from Net.java:12");
  }

  @Test
  void rejectsAValueUsedBeforeItIsDefined() {
    BlockArgument in = new BlockArgument(FLOAT, HERE);
    Instruction first = new Instruction(new NegateOp(in), HERE);
    Instruction second = new Instruction(new AddOp(first.result(0), in), HERE);
    Instruction end = new Instruction(new FuncReturnOp(List.of()), HERE);
    Block body = new Block(List.of(in), List.of(second, first, end));
    assertThat(problems(main(body, List.of(Map.of()))))
        .containsExactly(
            "Net.java:12: function @main: stablehlo.add: operand 0: expected a value that is"
                + " defined before and in sight, got result 0 of stablehlo.negate from Net.java:12");
  }

  @Test
  void rejectsAValueThatDoesNotLeaveItsRegion() {
    Function main =
        function(
            "main",
            List.of(BOOL, FLOAT),
            (b, in) -> {
              List<Value> inside = new ArrayList<>();
              b.branch(
                  in.getFirst(),
                  inner -> {
                    inside.add(inner.negate(in.get(1)));
                    return List.of();
                  },
                  _ -> List.of());
              b.functionReturns(inside);
            });
    assertThat(problems(main))
        .containsExactly(
            "Net.java:12: function @main: func.return: operand 0: expected a value that is defined"
                + " before and in sight, got result 0 of stablehlo.negate from Net.java:12");
  }

  @Test
  void rejectsABlockThatStandsInTwoPlaces() {
    Function main =
        function(
            "main",
            List.of(BOOL),
            (b, in) -> {
              Block branch = Builder.block(List.of(), HERE, (inner, _) -> inner.returns());
              b.append(new IfOp(in.getFirst(), branch, branch));
              b.functionReturns();
            });
    assertThat(problems(main))
        .containsExactly(
            "Net.java:12: function @main: block: expected a block in one place, got one that stands"
                + " in two");
  }

  @Test
  void rejectsAnInstructionThatStandsInTwoPlaces() {
    BlockArgument in = new BlockArgument(FLOAT, HERE);
    Instruction twice = new Instruction(new NegateOp(in), HERE);
    Instruction end = new Instruction(new FuncReturnOp(List.of()), HERE);
    Block body = new Block(List.of(in), List.of(twice, twice, end));
    assertThat(problems(main(body, List.of(Map.of()))))
        .containsExactly(
            "Net.java:12: function @main: stablehlo.negate: expected an instruction in one place,"
                + " got one that stands in two");
  }

  @Test
  void rejectsArgumentsOfAnotherBlock() {
    BlockArgument shared = new BlockArgument(FLOAT, HERE);
    Block one = new Block(List.of(shared), List.of(end()));
    Block two = new Block(List.of(shared), List.of(end()));
    Function other = Function.of("other", false, two, HERE);
    assertThat(problems(main(one, List.of(Map.of())), other))
        .containsExactly(
            "Net.java:12: function @other: block: expected arguments of its own, got those of"
                + " another block");
  }

  private static Instruction end() {
    return new Instruction(new FuncReturnOp(List.of()), HERE);
  }

  private static Function nested(int depth) {
    BlockArgument predicate = new BlockArgument(BOOL, HERE);
    Block inner = region(new Instruction(new ReturnOp(List.of()), HERE));
    for (int i = 0; i < depth; i++) {
      Block other = region(new Instruction(new ReturnOp(List.of()), HERE));
      inner =
          region(
              new Instruction(new IfOp(predicate, inner, other), HERE),
              new Instruction(new ReturnOp(List.of()), HERE));
    }
    Block last = region(new Instruction(new ReturnOp(List.of()), HERE));
    Instruction outermost = new Instruction(new IfOp(predicate, inner, last), HERE);
    return main(new Block(List.of(predicate), List.of(outermost, end())), List.of(Map.of()));
  }

  private static Block region(Instruction... instructions) {
    return new Block(List.of(), List.of(instructions));
  }

  @Test
  void boundsNesting() {
    assertThat(problems(nested(200))).isEmpty();
    assertThat(problems(nested(100_000)))
        .containsOnly(
            "Net.java:12: function @main: stablehlo.if: expected regions nested at most 256 deep,"
                + " got deeper ones");
  }

  @Test
  void rejectsAnnotationsWithoutDialect() {
    Function main =
        function(
            "main",
            List.of(FLOAT),
            (b, in) -> {
              b.append(
                  new NegateOp(in.getFirst()),
                  Map.of(
                      "mhlo.sharding",
                      new Attribute.Text("{replicated}"),
                      "fast",
                      new Attribute.Unit()));
              b.functionReturns();
            });
    assertThat(problems(main))
        .containsExactly(
            "Net.java:12: function @main: stablehlo.negate: expected annotations with a dialect"
                + " before a dot, got \"fast\"");
  }

  @Test
  void rejectsEventOpsAndQueuesAfterLowering() {
    Function main =
        function(
            "main",
            List.of(),
            (b, _) -> {
              b.add(new QueueCreateOp(new QueueType("ring", 8, List.of(2L))));
              b.functionReturns();
            });
    assertThat(problems(Stage.EVENT, main)).isEmpty();
    assertThat(problems(Stage.TENSOR, main))
        .containsExactly(
            "Net.java:12: function @main: ranvier.queue_create: expected no event ops after"
                + " lowering",
            "Net.java:12: function @main: ranvier.queue_create: expected no queues after lowering,"
                + " got !ranvier.queue<2xring[8]>");
  }

  @Test
  void rejectsQueuesAsArgumentsAfterLowering() {
    QueueType ring = new QueueType("ring", 8, List.of());
    Function main = function("main", List.of(ring), (b, _) -> b.functionReturns());
    assertThat(problems(main))
        .containsExactly(
            "Net.java:12: function @main: block argument: expected no queues after lowering,"
                + " got !ranvier.queue<ring[8]>");
  }

  @Test
  void rejectsTwoFunctionsOfOneName() {
    assertThat(problems(identity("main"), identity("main")))
        .containsExactly(
            "Net.java:12: function @main: expected a name of its own, got that of the function at"
                + " Net.java:12");
  }

  @Test
  void rejectsAFunctionWithoutName() {
    assertThat(problems(identity("")))
        .containsExactly("Net.java:12: function: expected a name, got an empty one");
  }

  @Test
  void rejectsAttributesForOtherArgumentsThanThereAre() {
    Block body = Builder.block(List.of(FLOAT), HERE, (b, _) -> b.functionReturns());
    assertThat(problems(main(body, List.of())))
        .containsExactly("Net.java:12: function @main: expected attributes for 1 arguments, got 0");
  }

  @Test
  void rejectsAttributesForOtherResultsThanThereAre() {
    Block body = Builder.block(List.of(FLOAT), HERE, (b, in) -> b.functionReturns(in));
    assertThat(problems(main(body, List.of(Map.of()))))
        .containsExactly("Net.java:12: function @main: expected attributes for 1 results, got 0");
  }

  @Test
  void rejectsACallOfNothing() {
    assertThat(problems(calling("main", "gone")))
        .containsExactly(
            "Net.java:12: function @main: func.call: expected a function of the module, got @gone,"
                + " which is none");
  }

  @Test
  void rejectsACallOfAnotherType() {
    Function main =
        function(
            "main",
            List.of(BOOL),
            (b, in) -> b.functionReturns(b.append(new CallOp("f", in, List.of(BOOL)))));
    assertThat(problems(main, identity("f")))
        .containsExactly(
            "Net.java:12: function @main: func.call: expected @f of type (tensor<f32>) ->"
                + " tensor<f32>, got (tensor<i1>) -> tensor<i1>");
  }

  @Test
  void rejectsADecompositionOfAnotherType() {
    Function main =
        function(
            "main",
            List.of(),
            (b, _) -> {
              Attribute.Dictionary none = new Attribute.Dictionary(Map.of());
              b.append(new CompositeOp("a.b", List.of(), none, "f", 0, List.of()));
              b.functionReturns();
            });
    assertThat(problems(main, identity("f")))
        .containsExactly(
            "Net.java:12: function @main: stablehlo.composite: expected @f of type (tensor<f32>) ->"
                + " tensor<f32>, got () -> ()");
  }

  @Test
  void acceptsAFunctionCalledFromTwoPlaces() {
    assertThat(problems(calling("main", "f"), calling("g", "f"), identity("f"))).isEmpty();
  }

  @Test
  void rejectsRecursionByWayOfAnotherFunction() {
    assertThat(problems(calling("main", "f"), calling("f", "g"), calling("g", "f")))
        .containsExactly(
            "Net.java:12: function @f: expected no recursion, got calls @f -> @g -> @f");
  }

  @Test
  void followsLongChainsOfCalls() {
    int length = 20_000;
    Function[] functions = new Function[length];
    for (int i = 0; i < length; i++) {
      functions[i] = i == length - 1 ? identity("f" + i) : calling("f" + i, "f" + (i + 1));
    }
    assertThat(problems(functions)).isEmpty();
  }

  @Test
  void verifiesAHundredThousandOps() {
    Function main =
        function(
            "main",
            List.of(FLOAT),
            (b, in) -> {
              Value last = in.getFirst();
              for (int i = 0; i < 100_000; i++) {
                last = b.add(last, in.getFirst());
              }
              b.functionReturns(last);
            });
    assertThat(problems(main)).isEmpty();
    assertThat(Isomorphism.areSame(Module.of("a", main), Module.of("a", main))).isTrue();
  }

  @Test
  void throwsAllProblemsTogether() {
    Module module = Module.of("test", calling("main", "gone"), identity("main"));
    assertThatThrownBy(() -> Verifier.verifyOrThrow(module, Stage.TENSOR))
        .isInstanceOfSatisfying(
            VerificationException.class, thrown -> assertThat(thrown.diagnostics()).hasSize(2))
        .hasMessage(
            "Net.java:12: function @main: expected a name of its own, got that of the function at"
                + " Net.java:12\n"
                + "Net.java:12: function @main: func.call: expected a function of the module, got"
                + " @gone, which is none");
  }
}
