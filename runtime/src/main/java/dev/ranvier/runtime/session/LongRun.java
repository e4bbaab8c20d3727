package dev.ranvier.runtime.session;

import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A simulation that outlives workers and runtimes. Now and then it brings its state home; when its
/// worker dies, or its runtime is gone, it connects again, puts the program and the last state
/// there, and repeats what was lost. What comes out has the bits of an undisturbed run.
///
///     try (var run = new LongRun(() -> Session.connect("host:8470"), program, Recovery.DEFAULT)) {
///       Recording recording = run.run(1_000_000, inputs, SimulationProgress.NONE);
///     }
///
/// Not for several threads at once.
public final class LongRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LongRun.class);

  private final Supplier<Session> sessions;
  private final Program program;
  private final Map<String, HostArray> parameters;
  private final Recovery recovery;
  private Optional<SimulationState> checkpoint = Optional.empty();
  private @Nullable Living living;
  private int recoveries;

  /// What lives on a runtime.
  private record Living(Session session, LoadedProgram loaded, Simulation simulation)
      implements AutoCloseable {
    @Override
    public void close() {
      simulation.close();
      loaded.close();
      session.close();
    }
  }

  /// @param sessions opens a session, each time anew
  public LongRun(Supplier<Session> sessions, Program program, Recovery recovery) {
    this(sessions, program, Map.of(), recovery);
  }

  /// @param parameters as for [LoadedProgram#start(Map)]
  public LongRun(
      Supplier<Session> sessions,
      Program program,
      Map<String, HostArray> parameters,
      Recovery recovery) {
    this.sessions = sessions;
    this.program = program;
    this.parameters = Map.copyOf(parameters);
    this.recovery = recovery;
  }

  /// Runs on, as [Simulation#run] does.
  ///
  /// @throws RuntimeFailure as that does; [RuntimeFailure.WorkerLost] and
  ///   [RuntimeFailure.Unreachable] only if they persist
  public Recording run(int steps, Map<String, HostArray> inputs, SimulationProgress progress) {
    int each = recovery.calls() * program.settings().steps().count();
    Map<String, TimeAxis.Joiner> records = joiners(steps);
    Duration deviceTime = Duration.ZERO;
    Recording last = null;
    for (int from = 0; from < steps; from += each) {
      int start = from;
      int count = Math.min(each, steps - from);
      SimulationProgress partly = (done, _) -> progress.progressed(start + done, steps);
      last = part(count, part(inputs, start, count), partly);
      Recording latest = last;
      records.forEach((name, joiner) -> joiner.add(latest.record(name)));
      deviceTime = deviceTime.plus(last.deviceTime());
    }
    if (last == null) {
      throw new RuntimeFailure.WrongArgument(
          "run of \"%s\": expected 1 step or more, got %d".formatted(program.name(), steps), null);
    }
    Map<String, HostArray> whole = new LinkedHashMap<>();
    records.forEach((name, joiner) -> whole.put(name, joiner.whole()));
    return new Recording(steps, whole, last.counts(), deviceTime);
  }

  /// How often something was lost and made good so far.
  public int recoveries() {
    return recoveries;
  }

  /// The state that was brought home last; empty before the first run.
  public Optional<SimulationState> checkpoint() {
    return checkpoint;
  }

  @Override
  public void close() {
    if (living != null) {
      living.close();
      living = null;
    }
  }

  /// One stretch between two checkpoints, as often as it takes.
  private Recording part(int steps, Map<String, HostArray> inputs, SimulationProgress progress) {
    for (int attempt = 1; ; attempt++) {
      try {
        Simulation simulation = simulation();
        Recording recording = simulation.run(steps, inputs, progress);
        checkpoint = Optional.of(simulation.checkpoint());
        return recording;
      } catch (RuntimeFailure.WorkerLost
          | RuntimeFailure.Unreachable
          | RuntimeFailure.NoSuchHandle lost) {
        if (attempt >= recovery.attempts()) {
          throw lost;
        }
        recover(attempt, lost);
      }
    }
  }

  private void recover(int attempt, RuntimeFailure lost) {
    LOG.warn(
        "\"{}\" goes on from step {} ({})",
        program.name(),
        checkpoint.map(SimulationState::stepsDone).orElse(0L),
        lost.getMessage());
    recoveries++;
    abandon();
    try {
      Thread.sleep(recovery.pause().multipliedBy(attempt));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RuntimeFailure.Interrupted(
          "run of \"%s\" was interrupted".formatted(program.name()), stopped);
    }
  }

  /// Lets go of a session whose runtime may be gone.
  private void abandon() {
    try {
      close();
    } catch (RuntimeFailure gone) {
      LOG.debug("a lost session cannot be closed", gone);
      living = null;
    }
  }

  private Simulation simulation() {
    if (living == null) {
      living = open(sessions.get());
    }
    return living.simulation;
  }

  private Living open(Session session) {
    try {
      LoadedProgram loaded = session.load(program);
      Simulation simulation =
          checkpoint.isPresent()
              ? loaded.resume(parameters, checkpoint.get())
              : loaded.start(parameters);
      return new Living(session, loaded, simulation);
    } catch (RuntimeFailure problem) {
      session.close();
      throw problem;
    }
  }

  private Map<String, TimeAxis.Joiner> joiners(int steps) {
    Map<String, TimeAxis.Joiner> joiners = new LinkedHashMap<>();
    for (Port port : program.signature().outputs(Role.RECORD)) {
      joiners.put(
          port.name(), new TimeAxis.Joiner(TimeAxis.withSteps(PortArrays.typeOf(port), steps), 1));
    }
    return joiners;
  }

  private static Map<String, HostArray> part(Map<String, HostArray> inputs, int from, int count) {
    Map<String, HostArray> part = new LinkedHashMap<>();
    inputs.forEach((name, whole) -> part.put(name, TimeAxis.slice(whole, from, count)));
    return part;
  }
}
