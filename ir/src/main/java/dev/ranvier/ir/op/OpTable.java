package dev.ranvier.ir.op;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Every op by its name in text, and how it is read: one line for each. The parser needs to know
/// nothing else of ops.
public final class OpTable {
  /// A line of the table.
  private record Line(Class<? extends Op> kind, Function<OpParts, Op> reader) {}

  private static final Map<String, Line> LINES = lines();

  private OpTable() {}

  /// The names of all ops, with their dialects.
  public static Collection<String> names() {
    return LINES.keySet();
  }

  /// The kinds of all ops that can be read.
  public static List<Class<? extends Op>> kinds() {
    return LINES.values().stream().<Class<? extends Op>>map(Line::kind).toList();
  }

  public static boolean contains(String name) {
    return LINES.containsKey(name);
  }

  /// Builds an op from what stands in text. Every operand, region and attribute must be the op's
  /// own, and the declared types must be those that it infers.
  ///
  /// @throws IllTypedException for an unknown op, and for one that does not hold together
  public static Op read(OpParts parts) {
    Line line = LINES.get(parts.name());
    if (line == null) {
      throw parts.problem("expected the name of an op, got one that is not known");
    }
    try {
      Op op = line.reader().apply(parts);
      checkAllUsed(op, parts);
      checkDeclared(op, parts);
      return op;
    } catch (ArithmeticException overflow) {
      throw parts.problem("expected sizes that fit 64 bits, got larger ones");
    }
  }

  private static void checkAllUsed(Op op, OpParts parts) {
    if (op.operands().size() != parts.operands().size()) {
      throw parts.problem(
          "expected %d operands, got %d", op.operands().size(), parts.operands().size());
    }
    if (op.regions().size() != parts.regions().size()) {
      throw parts.problem(
          "expected %d regions, got %d", op.regions().size(), parts.regions().size());
    }
    for (String attribute : parts.attributes().keySet()) {
      if (!op.attributes().containsKey(attribute)) {
        throw parts.problem(
            "attribute \"%s\": expected one of %s, got one that is not known",
            attribute, op.attributes().keySet());
      }
    }
  }

  private static void checkDeclared(Op op, OpParts parts) {
    if (!op.resultTypes().equals(parts.resultTypes())) {
      throw parts.problem("expected results of %s, got %s", op.resultTypes(), parts.resultTypes());
    }
  }

  private static Map<String, Line> lines() {
    Lines table = new Lines(new LinkedHashMap<>());
    addUnary(table);
    addBinary(table);
    addTensors(table);
    addEvents(table);
    return Collections.unmodifiableMap(table.lines());
  }

  private record Lines(Map<String, Line> lines) {
    void add(Class<? extends Op> kind, String name, Function<OpParts, Op> reader) {
      lines.put(name, new Line(kind, reader));
    }
  }

  private static void addUnary(Lines table) {
    table.add(AbsOp.class, "stablehlo.abs", p -> new AbsOp(p.operand(0)));
    table.add(
        CbrtOp.class, "stablehlo.cbrt", p -> new CbrtOp(p.operand(0), ResultAccuracy.read(p)));
    table.add(CeilOp.class, "stablehlo.ceil", p -> new CeilOp(p.operand(0)));
    table.add(
        CosineOp.class,
        "stablehlo.cosine",
        p -> new CosineOp(p.operand(0), ResultAccuracy.read(p)));
    table.add(
        CountLeadingZerosOp.class,
        "stablehlo.count_leading_zeros",
        p -> new CountLeadingZerosOp(p.operand(0)));
    table.add(
        ExponentialMinusOneOp.class,
        "stablehlo.exponential_minus_one",
        p -> new ExponentialMinusOneOp(p.operand(0), ResultAccuracy.read(p)));
    table.add(
        ExponentialOp.class,
        "stablehlo.exponential",
        p -> new ExponentialOp(p.operand(0), ResultAccuracy.read(p)));
    table.add(FloorOp.class, "stablehlo.floor", p -> new FloorOp(p.operand(0)));
    table.add(LogOp.class, "stablehlo.log", p -> new LogOp(p.operand(0), ResultAccuracy.read(p)));
    table.add(
        LogPlusOneOp.class,
        "stablehlo.log_plus_one",
        p -> new LogPlusOneOp(p.operand(0), ResultAccuracy.read(p)));
    table.add(
        LogisticOp.class,
        "stablehlo.logistic",
        p -> new LogisticOp(p.operand(0), ResultAccuracy.read(p)));
    table.add(NegateOp.class, "stablehlo.negate", p -> new NegateOp(p.operand(0)));
    table.add(NotOp.class, "stablehlo.not", p -> new NotOp(p.operand(0)));
    table.add(PopcntOp.class, "stablehlo.popcnt", p -> new PopcntOp(p.operand(0)));
    table.add(
        RoundNearestAfzOp.class,
        "stablehlo.round_nearest_afz",
        p -> new RoundNearestAfzOp(p.operand(0)));
    table.add(
        RoundNearestEvenOp.class,
        "stablehlo.round_nearest_even",
        p -> new RoundNearestEvenOp(p.operand(0)));
    table.add(
        RsqrtOp.class, "stablehlo.rsqrt", p -> new RsqrtOp(p.operand(0), ResultAccuracy.read(p)));
    table.add(SignOp.class, "stablehlo.sign", p -> new SignOp(p.operand(0)));
    table.add(
        SineOp.class, "stablehlo.sine", p -> new SineOp(p.operand(0), ResultAccuracy.read(p)));
    table.add(
        SqrtOp.class, "stablehlo.sqrt", p -> new SqrtOp(p.operand(0), ResultAccuracy.read(p)));
    table.add(TanOp.class, "stablehlo.tan", p -> new TanOp(p.operand(0), ResultAccuracy.read(p)));
    table.add(
        TanhOp.class, "stablehlo.tanh", p -> new TanhOp(p.operand(0), ResultAccuracy.read(p)));
  }

  private static void addBinary(Lines table) {
    table.add(AddOp.class, "stablehlo.add", p -> new AddOp(p.operand(0), p.operand(1)));
    table.add(AndOp.class, "stablehlo.and", p -> new AndOp(p.operand(0), p.operand(1)));
    table.add(Atan2Op.class, "stablehlo.atan2", p -> new Atan2Op(p.operand(0), p.operand(1)));
    table.add(DivideOp.class, "stablehlo.divide", p -> new DivideOp(p.operand(0), p.operand(1)));
    table.add(MaximumOp.class, "stablehlo.maximum", p -> new MaximumOp(p.operand(0), p.operand(1)));
    table.add(MinimumOp.class, "stablehlo.minimum", p -> new MinimumOp(p.operand(0), p.operand(1)));
    table.add(
        MultiplyOp.class, "stablehlo.multiply", p -> new MultiplyOp(p.operand(0), p.operand(1)));
    table.add(OrOp.class, "stablehlo.or", p -> new OrOp(p.operand(0), p.operand(1)));
    table.add(PowerOp.class, "stablehlo.power", p -> new PowerOp(p.operand(0), p.operand(1)));
    table.add(
        RemainderOp.class, "stablehlo.remainder", p -> new RemainderOp(p.operand(0), p.operand(1)));
    table.add(
        ShiftLeftOp.class,
        "stablehlo.shift_left",
        p -> new ShiftLeftOp(p.operand(0), p.operand(1)));
    table.add(
        ShiftRightArithmeticOp.class,
        "stablehlo.shift_right_arithmetic",
        p -> new ShiftRightArithmeticOp(p.operand(0), p.operand(1)));
    table.add(
        ShiftRightLogicalOp.class,
        "stablehlo.shift_right_logical",
        p -> new ShiftRightLogicalOp(p.operand(0), p.operand(1)));
    table.add(
        SubtractOp.class, "stablehlo.subtract", p -> new SubtractOp(p.operand(0), p.operand(1)));
    table.add(XorOp.class, "stablehlo.xor", p -> new XorOp(p.operand(0), p.operand(1)));
  }

  private static void addTensors(Lines table) {
    table.add(AllGatherOp.class, "stablehlo.all_gather", AllGatherOp::read);
    table.add(AllReduceOp.class, "stablehlo.all_reduce", AllReduceOp::read);
    table.add(AllToAllOp.class, "stablehlo.all_to_all", AllToAllOp::read);
    table.add(
        BitcastConvertOp.class,
        "stablehlo.bitcast_convert",
        p -> new BitcastConvertOp(p.operand(0), p.declared(0)));
    table.add(
        BroadcastInDimOp.class,
        "stablehlo.broadcast_in_dim",
        p -> new BroadcastInDimOp(p.operand(0), p.declared(0), p.ints("broadcast_dimensions")));
    table.add(CallOp.class, "func.call", CallOp::read);
    table.add(CaseOp.class, "stablehlo.case", p -> new CaseOp(p.operand(0), p.regions()));
    table.add(
        ClampOp.class,
        "stablehlo.clamp",
        p -> new ClampOp(p.operand(0), p.operand(1), p.operand(2)));
    table.add(CollectivePermuteOp.class, "stablehlo.collective_permute", CollectivePermuteOp::read);
    table.add(CompareOp.class, "stablehlo.compare", CompareOp::read);
    table.add(CompositeOp.class, "stablehlo.composite", CompositeOp::read);
    table.add(
        ConcatenateOp.class,
        "stablehlo.concatenate",
        p -> new ConcatenateOp(p.operands(), p.integer("dimension")));
    table.add(ConstantOp.class, "stablehlo.constant", p -> new ConstantOp(p.dense("value")));
    table.add(
        ConvertOp.class, "stablehlo.convert", p -> new ConvertOp(p.operand(0), p.declared(0)));
    table.add(ConvolutionOp.class, "stablehlo.convolution", ConvolutionOp::read);
    table.add(CustomCallOp.class, "stablehlo.custom_call", CustomCallOp::read);
    table.add(DotGeneralOp.class, "stablehlo.dot_general", DotGeneralOp::read);
    table.add(DynamicSliceOp.class, "stablehlo.dynamic_slice", DynamicSliceOp::read);
    table.add(
        DynamicUpdateSliceOp.class, "stablehlo.dynamic_update_slice", DynamicUpdateSliceOp::read);
    table.add(FuncReturnOp.class, "func.return", p -> new FuncReturnOp(p.operands()));
    table.add(GatherOp.class, "stablehlo.gather", GatherOp::read);
    table.add(IfOp.class, "stablehlo.if", p -> new IfOp(p.operand(0), p.region(0), p.region(1)));
    table.add(
        IotaOp.class,
        "stablehlo.iota",
        p -> new IotaOp(p.declared(0), p.integer("iota_dimension")));
    table.add(IsFiniteOp.class, "stablehlo.is_finite", p -> new IsFiniteOp(p.operand(0)));
    table.add(
        OptimizationBarrierOp.class,
        "stablehlo.optimization_barrier",
        p -> new OptimizationBarrierOp(p.operands()));
    table.add(PadOp.class, "stablehlo.pad", PadOp::read);
    table.add(PartitionIdOp.class, "stablehlo.partition_id", _ -> new PartitionIdOp());
    table.add(ReduceOp.class, "stablehlo.reduce", ReduceOp::read);
    table.add(ReduceScatterOp.class, "stablehlo.reduce_scatter", ReduceScatterOp::read);
    table.add(ReduceWindowOp.class, "stablehlo.reduce_window", ReduceWindowOp::read);
    table.add(ReplicaIdOp.class, "stablehlo.replica_id", _ -> new ReplicaIdOp());
    table.add(
        ReshapeOp.class, "stablehlo.reshape", p -> new ReshapeOp(p.operand(0), p.declared(0)));
    table.add(ReturnOp.class, "stablehlo.return", p -> new ReturnOp(p.operands()));
    table.add(
        ReverseOp.class,
        "stablehlo.reverse",
        p -> new ReverseOp(p.operand(0), p.ints("dimensions")));
    table.add(RngBitGeneratorOp.class, "stablehlo.rng_bit_generator", RngBitGeneratorOp::read);
    table.add(RngOp.class, "stablehlo.rng", RngOp::read);
    table.add(ScatterOp.class, "stablehlo.scatter", ScatterOp::read);
    table.add(SelectAndScatterOp.class, "stablehlo.select_and_scatter", SelectAndScatterOp::read);
    table.add(
        SelectOp.class,
        "stablehlo.select",
        p -> new SelectOp(p.operand(0), p.operand(1), p.operand(2)));
    table.add(ShardingConstraintOp.class, "sdy.sharding_constraint", ShardingConstraintOp::read);
    table.add(SliceOp.class, "stablehlo.slice", SliceOp::read);
    table.add(SortOp.class, "stablehlo.sort", SortOp::read);
    table.add(
        TransposeOp.class,
        "stablehlo.transpose",
        p -> new TransposeOp(p.operand(0), p.ints("permutation")));
    table.add(
        WhileOp.class, "stablehlo.while", p -> new WhileOp(p.operands(), p.region(0), p.region(1)));
  }

  private static void addEvents(Lines table) {
    table.add(QueueCreateOp.class, "ranvier.queue_create", QueueCreateOp::read);
    table.add(
        QueuePopOp.class, "ranvier.queue_pop", p -> new QueuePopOp(p.operand(0), p.operand(1)));
    table.add(
        QueuePushOp.class,
        "ranvier.queue_push",
        p -> new QueuePushOp(p.operand(0), p.operand(1), p.operand(2), p.operand(3)));
    table.add(
        SpikeOp.class, "ranvier.spike", p -> new SpikeOp(p.operand(0), p.operand(1), p.operand(2)));
    table.add(ProjectionCreateOp.class, "ranvier.projection_create", ProjectionCreateOp::read);
    table.add(DeliverOp.class, "ranvier.deliver", DeliverOp::read);
    table.add(SendOp.class, "ranvier.send", SendOp::read);
    table.add(LineCreateOp.class, "ranvier.line_create", LineCreateOp::read);
    table.add(
        DeliverAdjointOp.class,
        "ranvier.deliver_adjoint",
        p -> new DeliverAdjointOp(p.operand(0), p.operand(1), p.operand(2)));
    table.add(SendAdjointOp.class, "ranvier.send_adjoint", SendAdjointOp::read);
    table.add(CustomDerivativeOp.class, "ranvier.custom_derivative", CustomDerivativeOp::read);
    table.add(TimeLoopOp.class, "ranvier.time_loop", TimeLoopOp::read);
  }
}
