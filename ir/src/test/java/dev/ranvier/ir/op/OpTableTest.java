package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.folding;
import static dev.ranvier.ir.op.Samples.integers;
import static dev.ranvier.ir.op.Samples.longs;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.operands;
import static dev.ranvier.ir.op.Samples.region;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpTableTest {
  /// Every record under the sealed `Op`.
  private static Set<Class<?>> permitted(Class<?> sealed) {
    Class<?>[] below = sealed.getPermittedSubclasses();
    if (below == null) {
      return Set.of(sealed);
    }
    Set<Class<?>> found = new HashSet<>();
    for (Class<?> each : below) {
      found.addAll(permitted(each));
    }
    return found;
  }

  @Test
  void readsEveryOpThatThereIs() {
    assertThat(new HashSet<Class<?>>(OpTable.kinds())).isEqualTo(permitted(Op.class));
    assertThat(OpTable.kinds()).hasSameSizeAs(OpTable.names());
  }

  @Test
  void hasASampleOfEveryOp() {
    Set<Class<?>> sampled = new HashSet<>();
    samples().forEach(op -> sampled.add(op.getClass()));
    assertThat(sampled).isEqualTo(permitted(Op.class));
  }

  private static OpParts parts(Op op) {
    return new OpParts(op.name(), op.operands(), op.attributes(), op.regions(), op.resultTypes());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsBackWhatAnOpSaysOfItself(Op op) {
    assertThat(OpTable.read(parts(op))).isEqualTo(op);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void saysAttributesInTheOrderOfTheirNames(Op op) {
    assertThat(List.copyOf(op.attributes().keySet())).isSorted();
  }

  /// Whatever is missing, added or of another form is an `IllTypedException`.
  @ParameterizedTest
  @MethodSource("samples")
  void throwsNothingElseForSpoiledParts(Op op) {
    long seed = 20260101;
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      OpParts spoiled = spoil(parts(op), random);
      try {
        assertThat(OpTable.read(spoiled)).isNotNull();
      } catch (IllTypedException expected) {
        assertThat(expected.getMessage()).as("seed %d, round %d", seed, i).contains("expected");
      }
    }
  }

  private static OpParts spoil(OpParts parts, Random random) {
    List<Value> operands = new ArrayList<>(parts.operands());
    Map<String, Attribute> attributes = new HashMap<>(parts.attributes());
    List<Block> regions = new ArrayList<>(parts.regions());
    List<Type> results = new ArrayList<>(parts.resultTypes());
    for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
      switch (random.nextInt(8)) {
        case 0 -> drop(operands, random);
        case 1 -> drop(regions, random);
        case 2 -> drop(results, random);
        case 3 -> operands.add(random.nextInt(operands.size() + 1), strangeValue(random));
        case 4 -> replace(operands, strangeValue(random), random);
        case 5 -> replace(results, strangeValue(random).type(), random);
        case 6 -> attributes.keySet().stream().findAny().ifPresent(attributes::remove);
        default ->
            attributes.replaceAll(
                (_, given) -> random.nextBoolean() ? given : strangeAttribute(random));
      }
    }
    return new OpParts(parts.name(), operands, attributes, regions, results);
  }

  private static <T> void drop(List<T> list, Random random) {
    if (!list.isEmpty()) {
      list.remove(random.nextInt(list.size()));
    }
  }

  private static <T> void replace(List<T> list, T other, Random random) {
    if (!list.isEmpty()) {
      list.set(random.nextInt(list.size()), other);
    }
  }

  private static Value strangeValue(Random random) {
    List<Type> types =
        List.of(
            new QueueType("ring", 8, List.of(2L)),
            tensor("f32"),
            tensor("2x3xi1"),
            tensor("0xui64"),
            tensor("9223372036854775807x9223372036854775807xi8"));
    return operand(types.get(random.nextInt(types.size())));
  }

  private static Attribute strangeAttribute(Random random) {
    List<Attribute> strange =
        List.of(
            new Attribute.Unit(),
            new Attribute.Bool(true),
            new Attribute.Bools(List.of(true, false)),
            new Attribute.Convolution(ConvolutionDimensionNumbers.featuresLast(3)),
            new Attribute.Int(Long.MAX_VALUE, ElementType.I64),
            new Attribute.Int(-1, ElementType.I64),
            new Attribute.Int(1L << 32, ElementType.I64),
            new Attribute.Ints(longs(Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32)),
            new Attribute.Ints(longs()),
            new Attribute.Ints(longs(1)),
            new Attribute.Ints(longs(0, 1)),
            new Attribute.Text("strange"),
            new Attribute.Symbol("strange"),
            new Attribute.Dense(integers("2xi64", Long.MAX_VALUE, Long.MIN_VALUE)),
            new Attribute.Dense(integers("1x2xi64", Long.MAX_VALUE, Long.MIN_VALUE)),
            new Attribute.Dense(integers("9223372036854775807x2xi64", 0)),
            new Attribute.Dense(Literal.splat(tensor("2xf32"), 1.0)),
            new Attribute.Array(List.of(new Attribute.Unit())),
            new Attribute.Enumerated("precision", "STRANGE"),
            new Attribute.Struct("gather", Map.of("offset_dims", new Attribute.Unit())),
            new Attribute.Struct("result_accuracy", Map.of("mode", new Attribute.Word("HIGHEST"))),
            new Attribute.Struct(
                "dot_algorithm", Map.of("lhs_precision_type", new Attribute.Word("f31"))),
            new Attribute.Struct("dot", Map.of("strange", new Attribute.Unit())));
    return strange.get(random.nextInt(strange.size()));
  }

  @Test
  void namesTheAttributeThatIsMissing() {
    OpParts parts =
        new OpParts(
            "stablehlo.transpose",
            operands("2x3xf32"),
            Map.of(),
            List.of(),
            List.of(tensor("3x2xf32")));
    assertRejected(
        "stablehlo.transpose: attribute \"permutation\": expected a list of integers, got none",
        () -> OpTable.read(parts));
  }

  @Test
  void namesTheAttributeThatIsNotKnown() {
    OpParts parts =
        new OpParts(
            "stablehlo.add",
            operands("f32", "f32"),
            Map.of("fast", new Attribute.Unit()),
            List.of(),
            List.of(tensor("f32")));
    assertRejected(
        "stablehlo.add: attribute \"fast\": expected one of [], got one that is not known",
        () -> OpTable.read(parts));
  }

  @Test
  void rejectsAnOpThatIsNotKnown() {
    OpParts parts = new OpParts("stablehlo.fft", List.of(), Map.of(), List.of(), List.of());
    assertRejected(
        "stablehlo.fft: expected the name of an op, got one that is not known",
        () -> OpTable.read(parts));
  }

  @Test
  void rejectsMoreOperandsThanTheOpTakes() {
    OpParts parts =
        new OpParts(
            "stablehlo.abs", operands("f32", "f32"), Map.of(), List.of(), List.of(tensor("f32")));
    assertRejected("stablehlo.abs: expected 1 operands, got 2", () -> OpTable.read(parts));
  }

  @Test
  void rejectsDeclaredTypesOtherThanTheInferredOnes() {
    OpParts parts =
        new OpParts("stablehlo.abs", operands("f32"), Map.of(), List.of(), List.of(tensor("f64")));
    assertRejected(
        "stablehlo.abs: expected results of [tensor<f32>], got [tensor<f64>]",
        () -> OpTable.read(parts));
  }

  @Test
  void rejectsSizesThatDoNotFit64Bits() {
    String wide = "9223372036854775807xi8";
    OpParts parts =
        new OpParts(
            "stablehlo.concatenate",
            operands(wide, wide),
            Map.of("dimension", new Attribute.Int(0, ElementType.I64)),
            List.of(),
            List.of(tensor(wide)));
    assertRejected(
        "stablehlo.concatenate: expected sizes that fit 64 bits, got larger ones",
        () -> OpTable.read(parts));
  }

  @Test
  void rejectsAWindowWithoutSizes() {
    OpParts parts =
        new OpParts(
            "stablehlo.select_and_scatter",
            operands("4xf32", "4xf32", "f32"),
            Map.of("window_strides", new Attribute.Ints(longs(1))),
            List.of(region(List.of("f32", "f32"), List.of("i1")), folding("f32")),
            List.of(tensor("4xf32")));
    assertRejected(
        "select_and_scatter_c4: expected 1 window dimensions, got 0", () -> OpTable.read(parts));
  }

  @Test
  void readsListsInTheOlderDenseForm() {
    OpParts parts =
        new OpParts(
            "stablehlo.transpose",
            operands("2x3xf32"),
            Map.of("permutation", new Attribute.Dense(integers("2xi64", 1, 0))),
            List.of(),
            List.of(tensor("3x2xf32")));
    assertThat(OpTable.read(parts).attributes())
        .containsEntry("permutation", new Attribute.Ints(longs(1, 0)));
  }

  @Test
  void takesDefaultsForWhatTheTextLeavesOut() {
    Block comparator = region(List.of("f32", "f32"), List.of("i1"));
    OpParts parts =
        new OpParts(
            "stablehlo.sort",
            operands("2x3xf32"),
            Map.of(),
            List.of(comparator),
            List.of(tensor("2x3xf32")));
    assertThat(OpTable.read(parts))
        .isInstanceOfSatisfying(
            SortOp.class,
            sort -> {
              assertThat(sort.axis()).isEqualTo(1);
              assertThat(sort.isStable()).isFalse();
            });
  }

  static List<Op> samples() {
    List<Op> all = new ArrayList<>();
    all.addAll(elementwise());
    all.addAll(shapes());
    all.addAll(controlFlow());
    all.addAll(folds());
    all.addAll(collectives());
    all.addAll(EventSamples.all());
    return all;
  }

  private static List<Op> elementwise() {
    Value f = operand("2x3xf32");
    Value i = operand("2x3xi32");
    return List.of(
        new AbsOp(f),
        new CbrtOp(f),
        new CeilOp(f),
        new CosineOp(f),
        new CountLeadingZerosOp(i),
        new ExponentialOp(f),
        new ExponentialMinusOneOp(f),
        new FloorOp(f),
        new LogOp(f),
        new LogPlusOneOp(f),
        new LogisticOp(f),
        new NegateOp(f),
        new NotOp(i),
        new PopcntOp(i),
        new RoundNearestAfzOp(f),
        new RoundNearestEvenOp(f),
        new RsqrtOp(f),
        new SignOp(f),
        new SineOp(f),
        new SqrtOp(f),
        new TanOp(f),
        new TanhOp(f),
        new TanhOp(f, ResultAccuracy.HIGHEST),
        new LogOp(f, ResultAccuracy.within(1e-5, 0, 2)),
        new IsFiniteOp(f),
        new AddOp(f, f),
        new AndOp(i, i),
        new Atan2Op(f, f),
        new DivideOp(f, f),
        new MaximumOp(f, f),
        new MinimumOp(f, f),
        new MultiplyOp(f, f),
        new OrOp(i, i),
        new PowerOp(f, f),
        new RemainderOp(f, f),
        new ShiftLeftOp(i, i),
        new ShiftRightArithmeticOp(i, i),
        new ShiftRightLogicalOp(i, i),
        new SubtractOp(f, f),
        new XorOp(i, i),
        CompareOp.of(ComparisonDirection.LT, f, f),
        new CompareOp(i, i, ComparisonDirection.EQ, Optional.empty()),
        new SelectOp(operand("i1"), f, f),
        new ClampOp(operand("f32"), f, f),
        ConvertOp.to(ElementType.I8, f),
        new BitcastConvertOp(f, tensor("2x3x4xui8")));
  }

  private static List<Op> shapes() {
    Value f = operand("2x3xf32");
    return List.of(
        new ConstantOp(integers("2xi32", 1, 2)),
        new IotaOp(tensor("2x3xi32"), 1),
        new BroadcastInDimOp(operand("3xf32"), tensor("2x3xf32"), longs(1)),
        new ReshapeOp(f, tensor("6xf32")),
        new TransposeOp(f, longs(1, 0)),
        new ReverseOp(f, longs(0)),
        new SliceOp(f, longs(0, 1), longs(2, 3), longs(1, 2)),
        new DynamicSliceOp(f, operands("i32", "i32"), longs(1, 2)),
        new DynamicUpdateSliceOp(f, operand("1x1xf32"), operands("i32", "i32")),
        new PadOp(f, operand("f32"), longs(1, 0), longs(0, -1), longs(0, 2)),
        new ConcatenateOp(operands("2x3xf32", "2x1xf32"), 1),
        new RngOp(
            operand("f32"),
            operand("f32"),
            operand("1xi64"),
            RngDistribution.NORMAL,
            tensor("4xf32")),
        new RngBitGeneratorOp(RngAlgorithm.THREE_FRY, operand("2xui64"), tensor("4xui32")));
  }

  private static List<Op> controlFlow() {
    return List.of(
        new WhileOp(
            operands("i32"),
            region(List.of("i32"), List.of("i1")),
            region(List.of("i32"), List.of("i32"))),
        new IfOp(
            operand("i1"), region(List.of(), List.of("f32")), region(List.of(), List.of("f32"))),
        new CaseOp(operand("i32"), List.of(region(List.of(), List.of("f32")))),
        new CallOp("f", operands("f32"), List.of(tensor("2xf32"))),
        new CompositeOp(
            "chlo.top_k",
            operands("f32"),
            new Attribute.Dictionary(Map.of("k", new Attribute.Int(3, ElementType.I64))),
            "top_k.impl",
            1,
            List.of(tensor("f32"))),
        new CustomCallOp(
            "Sharding",
            operands("f32"),
            true,
            Optional.of(new Attribute.Text("")),
            2,
            List.of(tensor("f32"))),
        new OptimizationBarrierOp(operands("f32", "2xi1")),
        new ShardingConstraintOp(
            operand("2xf32"), TensorSharding.of("mesh", DimensionSharding.over("x"))),
        new ReturnOp(operands("f32")),
        new FuncReturnOp(operands("f32", "i32")));
  }

  private static List<Op> folds() {
    Window padded = new Window(longs(2), longs(1), longs(1), longs(1), integers("1x2xi64", 1, 0));
    return List.of(
        new ReduceOp(
            operands("2x3xf32", "2x3xi32"),
            operands("f32", "i32"),
            longs(1),
            region(List.of("f32", "i32", "f32", "i32"), List.of("f32", "i32"))),
        new ReduceWindowOp(operands("4xf32"), operands("f32"), padded, folding("f32")),
        new SelectAndScatterOp(
            operand("4xf32"),
            operand("4xf32"),
            operand("f32"),
            padded,
            region(List.of("f32", "f32"), List.of("i1")),
            folding("f32")),
        new SortOp(operands("2x3xf32"), -1, true, region(List.of("f32", "f32"), List.of("i1"))),
        new DotGeneralOp(
            operand("2x3xf32"),
            operand("3x4xf32"),
            DotDimensionNumbers.contracting(1, 0),
            List.of(Precision.HIGHEST, Precision.DEFAULT),
            tensor("2x4xf32")),
        new DotGeneralOp(
            operand("2x3xf32"),
            operand("3x4xf32"),
            DotDimensionNumbers.contracting(1, 0),
            List.of(),
            Optional.of(DotAlgorithm.of(DotAlgorithm.Format.TF32, DotAlgorithm.Format.F32)),
            tensor("2x4xf32")),
        ConvolutionOp.of(
            operand("2x8x8x4xf32"),
            operand("3x3x4x6xf32"),
            ConvolutionDimensionNumbers.featuresLast(2),
            ConvolutionWindow.of(2)),
        new ConvolutionOp(
            operand("2x8x4xbf16"),
            operand("3x2x6xbf16"),
            ConvolutionDimensionNumbers.featuresLast(1),
            new ConvolutionWindow(
                longs(2), integers("1x2xi64", 1, -1), longs(1), longs(2), List.of(true)),
            2,
            1,
            List.of(Precision.HIGHEST, Precision.DEFAULT),
            tensor("2x2x6xf32")),
        new GatherOp(
            operand("5x3xf32"),
            operand("7x1xi32"),
            GatherDimensionNumbers.of(longs(1), longs(0), longs(0), 1),
            longs(1, 3),
            true),
        new ScatterOp(
            operands("5x3xf32"),
            operand("7x1xi32"),
            operands("7x3xf32"),
            ScatterDimensionNumbers.of(longs(1), longs(0), longs(0), 1),
            false,
            true,
            folding("f32")));
  }

  private static List<Op> collectives() {
    ReplicaGroups pair = ReplicaGroups.of(integers("1x2xi64", 0, 1));
    Optional<ChannelHandle> channel = Optional.of(new ChannelHandle(1, 0));
    ReplicaGroups global = new ReplicaGroups(integers("1x2xi64", 0, 1), channel, true);
    return List.of(
        new AllReduceOp(operands("2xf32", "3xf32"), global, folding("f32")),
        new AllGatherOp(operands("2xf32"), 0, pair, List.of(tensor("4xf32"))),
        new ReduceScatterOp(operand("4xf32"), 0, pair, folding("f32"), tensor("2xf32")),
        new AllToAllOp(operands("4x3xf32"), 0, 1, 2, pair),
        new CollectivePermuteOp(operand("2xf32"), integers("1x2xi64", 0, 1), channel),
        new PartitionIdOp(),
        new ReplicaIdOp());
  }
}
