package dev.ranvier.compiler.neuron;

import dev.ranvier.compiler.constant.Coefficient;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.derivative.Jump;
import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.derivative.SpikeTime;
import dev.ranvier.compiler.neuron.Lif.Reset;
import dev.ranvier.compiler.neuron.Neuron.Step;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.surrogate.Surrogate;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.compiler.unit.WideFloats;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes one step of a [Lif] neuron.
final class LifStep {
  /// In units of voltage per ms; as in [SpikeTime].
  private static final double LEAST_SLOPE = 1e-3;

  private final Lif lif;
  private final Builder builder;
  private final TimeStep dt;
  private final List<Value> states;
  private final Current current;
  private final Value voltage;
  private final TensorType type;
  private final Coefficient tau;
  private final Coefficient decay;
  private final Coefficient threshold;
  private final Coefficient reset;

  LifStep(
      Lif lif,
      Builder builder,
      TimeStep dt,
      Constants constants,
      List<Value> states,
      Current current) {
    this.lif = lif;
    this.builder = builder;
    this.dt = dt;
    this.states = states;
    this.current = current;
    this.voltage = states.getFirst();
    this.type = voltage.tensorType();
    this.tau = constants.get("tauMembrane");
    this.decay = constants.decay(dt, "tauMembrane");
    this.threshold = constants.get("threshold");
    this.reset = constants.get("reset");
  }

  Step write() {
    Value charged = charged(voltage, current.now());
    return switch (lif.when()) {
      case AT_CROSSING, BY_SUBTRACTION -> lif.rests() ? resting(charged) : atCrossing(charged);
      case NEXT_STEP -> nextStep(charged);
      case NEXT_STEP_EXACT -> nextStepExact(charged);
    };
  }

  private Step atCrossing(Value charged) {
    Value spikes = builder.add(new SpikeOp(voltage, charged, level()));
    Value slope = slope(voltage, charged);
    return lif.surrogate()
        .map(given -> numbered(given.numbers(builder, spikes, distance(charged)), charged, spikes))
        .orElseGet(() -> timed(charged, spikes, slope));
  }

  /// With a refractory period. After a spike the voltage has no derivative by its time: it is held.
  private Step resting(Value charged) {
    Refractory rest = Refractory.of(builder, states);
    Value slope = slope(voltage, charged);
    Value free = rest.voltage(voltage, charged, slope);
    Value spikes = builder.add(new SpikeOp(voltage, free, level()));
    int steps = dt.nearestSteps(lif.refractory());
    List<Value> after = new ArrayList<>();
    if (lif.surrogate().isPresent()) {
      Value numbers = lif.surrogate().get().numbers(builder, spikes, distance(free));
      Step step = numbered(rest.unheld(numbers), free, spikes);
      after.add(step.voltage());
      after.addAll(rest.after(spikes, steps, builder.splat(type, 0.0)));
      return new Step(after, spikes, step.payload());
    }
    Value time = SpikeTime.of(builder, spikes, distance(free), slope);
    Value put = afterReset(free, spikes);
    after.add(bySubtraction() ? Moved.by(builder, put, slope, time) : put);
    after.addAll(rest.after(spikes, steps, time));
    return new Step(after, spikes, Map.of(Payload.TIMES, time));
  }

  /// `exp(-dt/tau) V + I dt`, rounded once.
  private Value charged(Value from, Value flowing) {
    Value kept = decay.scaling(from);
    Value gained = WideFloats.scaled(builder, dt.length().milliseconds(), flowing);
    return builder.convert(builder.add(kept, gained), ElementType.F32);
  }

  private Value level() {
    return threshold.as(type);
  }

  private Value distance(Value from) {
    return builder.subtract(from, level());
  }

  private boolean bySubtraction() {
    return lif.when() == Reset.BY_SUBTRACTION;
  }

  private Value slope(Value before, Value after) {
    double perMillisecond = 1 / dt.length().milliseconds();
    return builder.multiply(builder.splat(type, perMillisecond), builder.subtract(after, before));
  }

  private Value afterReset(Value charged, Value spikes) {
    Value put =
        bySubtraction()
            ? builder.subtract(charged, threshold.minus(reset).as(type))
            : reset.as(type);
    return builder.select(spikes, put, charged);
  }

  /// The spike is a number S with a derivative, and so is the reset, whose jump it scales, unless
  /// it is detached.
  private Step numbered(Value number, Value charged, Value spikes) {
    Value next = afterReset(charged, spikes);
    if (lif.detached()) {
      return new Step(List.of(next), spikes, Map.of(Payload.VALUES, number));
    }
    Value jump =
        bySubtraction()
            ? reset.minus(threshold).as(type)
            : builder.subtract(reset.as(type), charged);
    Value moved = Moved.by(builder, next, jump, number);
    return new Step(List.of(moved), spikes, Map.of(Payload.VALUES, number));
  }

  /// The spike has a time; one that is later by t leaves a voltage that has risen for less long
  /// after the reset.
  private Step timed(Value charged, Value spikes, Value slope) {
    Value time = SpikeTime.of(builder, spikes, distance(charged), slope);
    Value next = afterReset(charged, spikes);
    Value start = bySubtraction() ? next : reset.as(type);
    Value rising = slope(start, charged(start, current.at(start)));
    Value lost = bySubtraction() ? builder.subtract(rising, slope) : rising;
    Value moved = Moved.by(builder, next, builder.negate(lost), time);
    return new Step(List.of(moved), spikes, Map.of(Payload.TIMES, time));
  }

  private Step nextStep(Value charged) {
    Value rest = reset.as(type);
    Value crossed = builder.compare(ComparisonDirection.GE, voltage, level());
    Surrogate given = lif.surrogate().orElse(new SuperSpike(1));
    Value number = given.numbers(builder, crossed, distance(voltage));
    Value jump = builder.subtract(rest, charged);
    Value next = Moved.by(builder, builder.select(crossed, rest, charged), jump, number);
    Value spikes = builder.add(new SpikeOp(voltage, next, level()));
    Value slope = slope(voltage, next);
    Value time = SpikeTime.of(builder, spikes, distance(voltage), slope);
    return new Step(List.of(next), spikes, Map.of(Payload.TIMES, time));
  }

  private Step nextStepExact(Value charged) {
    Value rest = reset.as(type);
    Value crossed = builder.compare(ComparisonDirection.GE, voltage, level());
    Value least = builder.splat(type, LEAST_SLOPE);
    Value falling = builder.maximum(rise(voltage, current.now()), least);
    Value rate = builder.divide(rise(rest, current.at(rest)), falling);
    Value put = Jump.to(builder, rest, jump(rate));
    Value next = builder.select(crossed, put, charged);
    Value spikes = builder.add(new SpikeOp(voltage, next, level()));
    Value slope = slope(voltage, next);
    Value time = SpikeTime.of(builder, spikes, distance(next), slope);
    return new Step(List.of(next), spikes, Map.of(Payload.TIMES, time));
  }

  /// `dV+ = d reset + rate (dV - d threshold)`.
  private Jump.Part[] jump(Value rate) {
    List<Jump.Part> parts = new ArrayList<>(List.of(new Jump.Part(rate, voltage)));
    if (threshold.isTrained()) {
      parts.add(new Jump.Part(builder.negate(rate), level()));
    }
    if (reset.isTrained()) {
      parts.add(new Jump.Part(builder.splat(type, 1.0), reset.as(type)));
    }
    return parts.toArray(Jump.Part[]::new);
  }

  /// `I - V/tau`.
  private Value rise(Value from, Value flowing) {
    return builder.subtract(flowing, builder.divide(from, tau.as(type)));
  }
}
