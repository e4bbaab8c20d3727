package dev.ranvier.compiler.neuron;

import dev.ranvier.compiler.constant.Coefficient;
import dev.ranvier.compiler.derivative.Jump;
import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.compiler.derivative.SpikeTime;
import dev.ranvier.compiler.neuron.Neuron.Step;
import dev.ranvier.compiler.surrogate.Surrogate;
import dev.ranvier.compiler.unit.TimeStep;
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
import java.util.Optional;

/// The step of neurons whose voltage runs away to a peak, with or without a variable w that brings
/// it back, by Euler's method in the voltage:
///
///     dV/dt = F(V) - w + I      V' = V + dt dV/dt                     where V < peak
///     dw/dt = c (V - r) - w/t   w' = kept w + dt c (V - r)
///     V := reset, w := w' + jump                                       where V >= peak
///
/// A spike is where V < peak before a step and V >= peak after it; the voltage is seen above the
/// peak for that one step, and is reset in the next.
///
/// Derivatives go through the reset by its time (the saltation matrix; Leine and Nijmeijer,
/// Dynamics and Bifurcations of Non-Smooth Mechanical Systems, 2004, chapter 7): with slopes f of V
/// and g of w just before and after the reset,
///
///     dV+ = f+/f- dV      dw+ = dw + (g+ - g-)/f- dV
///
/// or, with a surrogate, as if the spike were a number that scales both jumps.
///
/// @param drift F
record Runaway(
    Coefficient peak,
    Coefficient reset,
    Drift drift,
    Optional<Recovery> recovery,
    Optional<Surrogate> surrogate) {
  /// In units of voltage per ms; as in [SpikeTime].
  private static final double LEAST_SLOPE = 1e-3;

  /// F(V), in `f64`.
  @FunctionalInterface
  interface Drift {
    Value of(Builder builder, Value voltage);
  }

  /// The second variable.
  ///
  /// @param centre r
  /// @param coupling c, in 1/ms^2
  /// @param rate 1/t, in 1/ms
  /// @param kept what is left of w after a step
  record Recovery(
      Coefficient centre,
      Coefficient coupling,
      Coefficient rate,
      Coefficient kept,
      Coefficient jump) {}

  Step step(Builder builder, TimeStep dt, List<Value> states, Current current) {
    return new Writer(builder, dt.length().milliseconds(), states, current).step();
  }

  /// Writes one step; all of it in `f64`, and rounded once.
  private final class Writer {
    private final Builder builder;
    private final double dt;
    private final List<Value> states;
    private final Value voltage;
    private final Value wide;
    private final Value atReset;
    private final Value crossed;
    private final Value slopeBefore;
    private final Current current;
    private final Coefficient none;

    Writer(Builder builder, double dt, List<Value> states, Current current) {
      this.builder = builder;
      this.dt = dt;
      this.states = states;
      this.current = current;
      this.voltage = states.getFirst();
      this.wide = builder.convert(voltage, ElementType.F64);
      this.atReset = reset.as(voltage.tensorType());
      this.none = new Coefficient.Known(builder, 0);
      this.crossed = builder.compare(ComparisonDirection.GE, voltage, level());
      this.slopeBefore = slope(wide, current.now(), recovering(none));
    }

    Step step() {
      Value risen =
          narrow(builder.add(wide, times(slopeBefore, new Coefficient.Known(builder, dt))));
      Optional<Value> number =
          surrogate.map(given -> given.numbers(builder, crossed, distance(voltage)));
      List<Value> after = new ArrayList<>();
      after.add(voltageAfter(risen, number));
      recovery.ifPresent(given -> after.add(recoveringAfter(given, number)));
      Value spikes = builder.add(new SpikeOp(voltage, after.getFirst(), level()));
      return new Step(after, spikes, payload(spikes, after.getFirst()));
    }

    private Map<Payload, Value> payload(Value spikes, Value next) {
      if (surrogate.isPresent()) {
        Value number = surrogate.get().numbers(builder, spikes, distance(next));
        return Map.of(Payload.VALUES, number);
      }
      Value slope = narrow(slopeBefore);
      return Map.of(Payload.TIMES, SpikeTime.of(builder, spikes, distance(next), slope));
    }

    private Value voltageAfter(Value risen, Optional<Value> number) {
      if (number.isPresent()) {
        Value next = builder.select(crossed, atReset, risen);
        return Moved.by(builder, next, builder.subtract(atReset, risen), number.get());
      }
      Value there = builder.convert(atReset, ElementType.F64);
      Coefficient jump = recovery.map(Recovery::jump).orElse(none);
      Value slopeAfter = slope(there, current.at(atReset), recovering(jump));
      Value put = Jump.to(builder, atReset, voltageParts(perSlope(slopeAfter)));
      return builder.select(crossed, put, risen);
    }

    private Value recoveringAfter(Recovery given, Optional<Value> number) {
      Value before = states.get(1);
      Value kept = times(builder.convert(before, ElementType.F64), given.kept);
      Value grown =
          builder.add(kept, times(plus(wide, given.centre.negated()), given.coupling.times(dt)));
      Value jumped = narrow(plus(grown, given.jump));
      if (number.isPresent()) {
        Value next = builder.select(crossed, jumped, narrow(grown));
        return Moved.by(builder, next, given.jump.as(next.tensorType()), number.get());
      }
      Value there = builder.convert(atReset, ElementType.F64);
      Value slopeAfter = recoverySlope(given, there, given.jump);
      Value change = builder.subtract(slopeAfter, recoverySlope(given, wide, none));
      Value same = builder.splat(before.tensorType(), 1.0);
      Value put = Jump.to(builder, jumped, recoveringParts(given, same, perSlope(change)));
      return builder.select(crossed, put, narrow(grown));
    }

    /// `dV+ = rate (dV - d peak) + d reset`.
    private Jump.Part[] voltageParts(Value rate) {
      List<Jump.Part> parts = new ArrayList<>(List.of(new Jump.Part(rate, voltage)));
      addLevel(parts, rate);
      addTrained(parts, reset);
      return parts.toArray(Jump.Part[]::new);
    }

    /// `dw+ = dw + rate (dV - d peak) + d jump`.
    private Jump.Part[] recoveringParts(Recovery given, Value same, Value rate) {
      List<Jump.Part> parts = new ArrayList<>();
      parts.add(new Jump.Part(same, states.get(1)));
      parts.add(new Jump.Part(rate, voltage));
      addLevel(parts, rate);
      addTrained(parts, given.jump);
      return parts.toArray(Jump.Part[]::new);
    }

    private void addLevel(List<Jump.Part> parts, Value rate) {
      if (peak.isTrained()) {
        parts.add(new Jump.Part(builder.negate(rate), level()));
      }
    }

    private void addTrained(List<Jump.Part> parts, Coefficient added) {
      if (added.isTrained()) {
        TensorType type = voltage.tensorType();
        parts.add(new Jump.Part(builder.splat(type, 1.0), added.as(type)));
      }
    }

    private Value slope(Value at, Value flowing, Optional<Value> recovering) {
      Value in = builder.add(drift.of(builder, at), builder.convert(flowing, ElementType.F64));
      return recovering.map(w -> builder.subtract(in, w)).orElse(in);
    }

    /// `c (V - r) - (w + jump)/t`.
    private Value recoverySlope(Recovery given, Value at, Coefficient jump) {
      Value w = recovering(jump).orElseThrow();
      return builder.subtract(
          times(plus(at, given.centre.negated()), given.coupling), times(w, given.rate));
    }

    /// w before the step, or after a jump.
    private Optional<Value> recovering(Coefficient jump) {
      return recovery.map(_ -> plus(builder.convert(states.get(1), ElementType.F64), jump));
    }

    /// Divided by the slope of the voltage before the reset.
    private Value perSlope(Value change) {
      Value least = builder.splat(change.tensorType(), LEAST_SLOPE);
      return narrow(builder.divide(change, builder.maximum(slopeBefore, least)));
    }

    private Value level() {
      return peak.as(voltage.tensorType());
    }

    private Value distance(Value from) {
      return builder.subtract(from, level());
    }

    private Value narrow(Value value) {
      return builder.convert(value, ElementType.F32);
    }

    private Value times(Value value, Coefficient factor) {
      return builder.multiply(factor.as(value.tensorType()), value);
    }

    private Value plus(Value value, Coefficient number) {
      return number.is(0) ? value : builder.add(value, number.as(value.tensorType()));
    }
  }
}
