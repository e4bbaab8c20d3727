package dev.ranvier.compiler.neuron;

import static dev.ranvier.compiler.unit.Time.ms;
import static dev.ranvier.compiler.unit.Time.plain;

import dev.ranvier.compiler.constant.Coefficient;
import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.surrogate.Surrogate;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The leaky integrate-and-fire neuron of current-based networks, dV/dt = -V/tau + I (for instance
/// Gerstner and Kistler, Spiking Neuron Models, 2002, section 4.1), with the leak integrated exactly
/// over a step:
///
///     V' = exp(-dt/tau) V + I dt
///     spike  where  V < threshold  and  V' >= threshold,  and V := reset there
///
/// What comes in after the crossing is lost with a reset `AT_CROSSING`. A reset `BY_SUBTRACTION`
/// keeps what the voltage has above the threshold: V := V' - (threshold - reset). A reset of the
/// `NEXT_STEP` leaves V above the threshold to be seen for one step, whose input it loses instead;
/// that is what networks do which multiply V by 1 minus the spike of the step before, and learn
/// through it:
///
///     V' = reset                   where  V >= threshold
///     V' = exp(-dt/tau) V + I dt   elsewhere
///
/// Derivatives go through a spike by its time (`SpikeTime`), which also moves the voltage after it:
/// dV := -(dV/dt after the reset) dt_spike; or by a surrogate, as if the spike were a number.
///
/// With a refractory period, the voltage stays where the reset puts it for that long after a spike,
/// whatever flows in ([Refractory]).
///
/// V and the threshold are in one unit of voltage, times are in milliseconds, so the current I and
/// the weights that feed it are in units of voltage per millisecond. A neuron starts at `reset`.
///
/// @param tauMembrane membrane time constant tau
/// @param threshold where a spike is sent
/// @param reset where the voltage is put by a spike
/// @param when it is put there
/// @param surrogate for the derivative of a spike; empty for that of its time
/// @param detached whether a surrogate's derivative goes into what a spike is sent to alone, and not
///   into the voltage that it resets
/// @param refractory how long it rests after a spike; 0 ms for not at all
public record Lif(
    Time tauMembrane,
    double threshold,
    double reset,
    Reset when,
    Optional<Surrogate> surrogate,
    boolean detached,
    Time refractory)
    implements Neuron {
  /// When and how a spike resets the voltage.
  public enum Reset {
    /// In the step of the crossing: the voltage is never seen above the threshold.
    AT_CROSSING,
    /// In the step of the crossing, by threshold - reset.
    BY_SUBTRACTION,
    /// In the step after it.
    NEXT_STEP,
    /// In the step after it, the derivative being that of the reset's time and not a surrogate's.
    NEXT_STEP_EXACT
  }

  /// Membrane time constant 10 ms, threshold 1, reset 0, all of which can be changed. The reset is
  /// the jump itself; derivatives go by the spike's time.
  public static Lif exactReset() {
    return new Lif(ms(10), 1, 0, Reset.AT_CROSSING, Optional.empty(), false, ms(0));
  }

  /// As `exactReset`, but by subtraction and with a surrogate derivative.
  public static Lif surrogate(Surrogate surrogate) {
    return new Lif(ms(10), 1, 0, Reset.BY_SUBTRACTION, Optional.of(surrogate), false, ms(0));
  }

  /// As `exactReset`, but in the step after the crossing. The derivative of the reset is
  /// SuperSpike's of slope 1, that of the spike goes by its time.
  public static Lif nextStepReset() {
    return new Lif(ms(10), 1, 0, Reset.NEXT_STEP, Optional.empty(), false, ms(0));
  }

  /// As `nextStepReset`, with the reset's exact derivative too: with slopes f of V just before and
  /// after it, dV+ = f+/f- dV. This is the rule of adseq 0.9.
  public static Lif exactResetInNextStep() {
    return new Lif(ms(10), 1, 0, Reset.NEXT_STEP_EXACT, Optional.empty(), false, ms(0));
  }

  public Lif tauMembrane(Time other) {
    return new Lif(other, threshold, reset, when, surrogate, detached, refractory);
  }

  public Lif threshold(double other) {
    return new Lif(tauMembrane, other, reset, when, surrogate, detached, refractory);
  }

  public Lif reset(double other) {
    return new Lif(tauMembrane, threshold, other, when, surrogate, detached, refractory);
  }

  public Lif resets(Reset other) {
    return new Lif(tauMembrane, threshold, reset, other, surrogate, detached, refractory);
  }

  /// Leaves the reset out of a surrogate's derivative. Gradients then see a spike as what it does
  /// to others, not as the end of what went before it, and are smaller over long times.
  public Lif detachedReset() {
    return new Lif(tauMembrane, threshold, reset, when, surrogate, true, refractory);
  }

  /// @param other a multiple of dt; for resets in the step of the crossing
  public Lif refractory(Time other) {
    return new Lif(tauMembrane, threshold, reset, when, surrogate, detached, other);
  }

  boolean rests() {
    return refractory.milliseconds() != 0;
  }

  @Override
  public List<StateVariable> states() {
    List<StateVariable> states = new ArrayList<>(List.of(new StateVariable("voltage", reset)));
    if (rests()) {
      states.addAll(Refractory.states());
    }
    return states;
  }

  @Override
  public List<Constant> constants() {
    return List.of(
        Constant.time("tauMembrane", tauMembrane),
        Constant.of("threshold", threshold).above("reset"),
        Constant.of("reset", reset).below("threshold"));
  }

  @Override
  public Optional<Coefficient> threshold(Constants constants) {
    return Optional.of(constants.get("threshold"));
  }

  @Override
  public Step step(
      Builder builder, TimeStep dt, Constants constants, List<Value> states, Current current) {
    return new LifStep(this, builder, dt, constants, states, current).write();
  }

  @Override
  public void check(Problems problems, TimeStep dt) {
    NeuronChecks checks = new NeuronChecks(problems, dt);
    checks.timeConstant("tauMembrane", tauMembrane);
    checks.resetBelow(reset, "threshold", threshold);
    if (rests()) {
      checkRefractory(problems, dt);
    }
    problems.require(
        !detached || (surrogate.isPresent() && isInStep()),
        "detached reset of " + when,
        "a surrogate, and a reset AT_CROSSING or BY_SUBTRACTION",
        "use Lif.surrogate(...), or leave it out");
    problems.require(
        when != Reset.NEXT_STEP_EXACT || surrogate.isEmpty(),
        "reset NEXT_STEP_EXACT with surrogate " + surrogate.map(Object::toString).orElse(""),
        "one or the other",
        "leave out the surrogate, or reset in the NEXT_STEP");
  }

  private boolean isInStep() {
    return when == Reset.AT_CROSSING || when == Reset.BY_SUBTRACTION;
  }

  private void checkRefractory(Problems problems, TimeStep dt) {
    boolean positive =
        problems.require(
            refractory.isPositive(),
            "refractory " + refractory,
            "0 ms or more, and finite",
            "give a time such as ms(2)");
    if (positive && dt.length().isPositive()) {
      int steps = dt.nearestSteps(refractory);
      problems.require(
          dt.stepsIn(refractory).isPresent(),
          "refractory " + refractory,
          "a multiple of " + dt,
          "use %s, or change dt".formatted(dt.timeOf(steps)));
    }
    problems.require(
        isInStep(),
        "refractory %s with reset %s".formatted(refractory, when),
        "a reset AT_CROSSING or BY_SUBTRACTION",
        "use one of these, or no refractory period");
  }

  @Override
  public String toString() {
    String kind =
        switch (when) {
          case AT_CROSSING -> "exact reset";
          case BY_SUBTRACTION -> "reset by subtraction";
          case NEXT_STEP -> "reset in the next step";
          case NEXT_STEP_EXACT -> "exact reset in the next step";
        };
    return "lif(tauMembrane %s, threshold %s, %s to %s%s%s)"
        .formatted(
            tauMembrane,
            plain(threshold),
            kind,
            plain(reset),
            surrogate.map(given -> ", surrogate " + given).orElse("")
                + (detached ? ", reset detached" : ""),
            rests() ? ", refractory " + refractory : "");
  }
}
