package dev.ranvier.runtime.session;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static dev.ranvier.compiler.dsl.Declare.voltage;
import static dev.ranvier.compiler.target.Targets.cpu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.server.ServerSettings.Deadlines;
import dev.ranvier.runtime.testing.TestServer;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Runs that lose their worker, or their runtime, and end as if they had not.
@Timeout(120)
class LongRunTest {
  private static final int STEPS = 400;
  private static final int CHANNELS = 5;
  private static final Recovery RECOVERY = new Recovery(5, 5, Duration.ofMillis(200));

  private final AtomicReference<RuntimeServer> server = new AtomicReference<>();

  @BeforeEach
  void start() {
    server.set(TestServer.start());
  }

  @AfterEach
  void stop() {
    server.get().close();
  }

  @Test
  void lossesOfWorkersLeaveNoTrace() {
    Recording undisturbed = undisturbed();
    try (var run = new LongRun(this::session, program(), RECOVERY)) {
      Recording disturbed =
          run.run(STEPS, input(), (done, _) -> at(done, this::killWorker, 130, 310));
      assertThat(run.recoveries()).isEqualTo(2);
      assertThat(disturbed.records()).isEqualTo(undisturbed.records());
      assertThat(disturbed.counts()).isEqualTo(undisturbed.counts());
    }
    assertThat(undisturbed.spikes("hidden").bytes()).contains((byte) 1);
  }

  @Test
  void lossOfTheRuntimeLeavesNoTrace() {
    Recording undisturbed = undisturbed();
    try (var run = new LongRun(this::session, program(), RECOVERY)) {
      Recording disturbed =
          run.run(STEPS, input(), (done, _) -> at(done, this::replaceServer, 200));
      assertThat(run.recoveries()).isEqualTo(1);
      assertThat(disturbed.records()).isEqualTo(undisturbed.records());
    }
  }

  @Test
  void givesUpWhereEveryAttemptFails() {
    Recovery hasty = new Recovery(5, 2, Duration.ZERO);
    try (var run = new LongRun(this::session, program(), hasty)) {
      assertThatThrownBy(() -> run.run(STEPS, input(), (_, _) -> server.get().close()))
          .isInstanceOf(RuntimeFailure.class)
          .hasMessageNotContaining("\n");
    }
  }

  private Session session() {
    return Session.connect(server.get().address());
  }

  private Recording undisturbed() {
    try (var session = session();
        var loaded = session.load(program());
        var simulation = loaded.start()) {
      return simulation.run(STEPS, input(), SimulationProgress.NONE);
    }
  }

  /// Each of the moments comes once, if it does not come again after a loss.
  private void at(int done, Runnable action, int... moments) {
    for (int moment : moments) {
      if (done == moment && passed < moment) {
        passed = moment;
        action.run();
      }
    }
  }

  private int passed;

  private void killWorker() {
    try {
      ProcessHandle worker = ProcessHandle.of(server.get().workers().getFirst()).orElseThrow();
      worker.destroyForcibly();
      worker.onExit().join();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private void replaceServer() {
    server.get().close();
    server.set(TestServer.start(settings -> settings.withDeadlines(Deadlines.DEFAULT)));
  }

  private static Program program() {
    Network net =
        Network.named(
            "long",
            dt(ms(0.1)),
            n -> {
              var in = n.input("in", CHANNELS);
              var hidden =
                  n.population("hidden", 7, Lif.exactReset().tauMembrane(ms(2)).threshold(1));
              n.project(
                  in,
                  hidden,
                  dense()
                      .weights(normal(2, 1))
                      .delays(uniform(ms(0.1), ms(2)))
                      .synapse(exponential(ms(1))));
              n.project(
                  hidden,
                  hidden,
                  dense()
                      .weights(constant(0.5))
                      .delays(constant(ms(3)))
                      .synapse(exponential(ms(1))));
              n.record(spikes(hidden), voltage(hidden));
            });
    return Compiler.target(cpu()).compile(net, Settings.batch(2).steps(10).seed(3));
  }

  private static Map<String, HostArray> input() {
    byte[] spikes = new byte[STEPS * 2 * CHANNELS];
    Random random = new Random(5);
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(12) == 0 ? 1 : 0);
    }
    var type =
        dev.ranvier.runtime.array.ArrayType.of(
            dev.ranvier.runtime.array.DType.U8, STEPS, 2, CHANNELS);
    return Map.of("in.spikes", HostArray.ofBytes(type, spikes));
  }
}
