package dev.ranvier.examples.bench.service;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static dev.ranvier.compiler.dsl.Declare.voltage;
import static dev.ranvier.compiler.target.Targets.cpu;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.Overflow;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/// The networks that the rows run.
final class Networks {
  static final int STEPS = 400;
  private static final int CHANNELS = 5;
  private static final int BATCH = 2;

  private Networks() {}

  /// Seven neurons with delays, ten steps a call.
  static Program small() {
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
              n.record(spikes(hidden), voltage(hidden));
            });
    return Compiler.target(cpu()).compile(net, Settings.batch(BATCH).steps(10).seed(3));
  }

  /// Spikes for [#small()].
  static Map<String, HostArray> input() {
    byte[] spikes = new byte[STEPS * BATCH * CHANNELS];
    Random random = new Random(5);
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(12) == 0 ? 1 : 0);
    }
    return Map.of(
        "in.spikes", HostArray.ofBytes(ArrayType.of(DType.U8, STEPS, BATCH, CHANNELS), spikes));
  }

  /// Queues of three events for delays of four steps, ten steps a call.
  static Program tight(Overflow overflow) {
    Network network =
        Network.named(
            "tight",
            dt(ms(1)),
            n -> {
              var in = n.input("in", CHANNELS);
              var out = n.population("out", 2, Lif.exactReset());
              n.project(
                  in, out, dense().delays(constant(ms(4))).queue(fifo(3)).onOverflow(overflow));
              n.record(spikes(out));
            });
    return Compiler.target(cpu()).compile(network, Settings.batch(BATCH).steps(10).seed(1));
  }

  /// A spike in every channel and step of [#tight].
  static Map<String, HostArray> always() {
    byte[] spikes = new byte[10 * BATCH * CHANNELS];
    Arrays.fill(spikes, (byte) 1);
    return Map.of(
        "in.spikes", HostArray.ofBytes(ArrayType.of(DType.U8, 10, BATCH, CHANNELS), spikes));
  }
}
