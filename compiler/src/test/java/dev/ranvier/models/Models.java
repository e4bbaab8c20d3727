package dev.ranvier.models;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.explicit;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static dev.ranvier.compiler.dsl.Declare.voltage;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;

/// Small networks for tests.
public final class Models {
  private Models() {}

  /// 4-120-3 with mixed delays of 1 to 20 steps.
  public static Network yinYang() {
    return feedForward("yinyang", 120);
  }

  public static Network feedForward(String name, int hiddenSize) {
    return Network.named(
        name,
        dt(ms(0.05)),
        n -> {
          var in = n.input("in", 4);
          var hidden =
              n.population("hidden", hiddenSize, Lif.exactReset().tauMembrane(ms(10)).threshold(1));
          var label = n.population("label", 3, Lif.exactReset().tauMembrane(ms(10)).threshold(1));
          n.project(
              in,
              hidden,
              dense()
                  .weights(normal(0.5, 0.8))
                  .delays(uniform(ms(0.05), ms(1)))
                  .synapse(exponential(ms(5)))
                  .queue(ring()));
          n.project(
              hidden,
              label,
              dense()
                  .weights(normal(0.05, 0.2))
                  .delays(uniform(ms(0.05), ms(1)))
                  .synapse(exponential(ms(5))));
          n.record(spikes(hidden), spikes(label), voltage(label));
        });
  }

  /// A population that excites itself through FIFO queues, which are too small now and then.
  public static Network recurrent() {
    return Network.named(
        "recurrent",
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", 2);
          var cells = n.population("cells", 5, Lif.exactReset().reset(-0.25));
          n.project(in, cells, dense().weights(normal(0.8, 0.4)));
          n.project(
              cells,
              cells,
              dense().weights(normal(0.1, 0.2)).delays(constant(ms(10))).queue(fifo(2)));
          n.record(spikes(cells), voltage(cells));
        });
  }

  /// Two projections, one of them with a name and long delays, into one population that two others
  /// follow; one of those is never reached.
  public static Network merging() {
    return Network.named(
        "merging",
        dt(ms(0.25)),
        n -> {
          var left = n.input("left", 2);
          var right = n.input("right", 3);
          var middle = n.population("middle", 4, Lif.exactReset().tauMembrane(ms(5)));
          var last = n.population("last", 2, Lif.exactReset().threshold(0.5));
          var alone = n.population("alone", 1, Lif.exactReset());
          n.project(left, middle, dense().weights(normal(0.6, 0.5)));
          n.project(
              right,
              middle,
              dense()
                  .name("slow")
                  .weights(uniform(0.1, 0.9))
                  .delays(uniform(ms(0.25), ms(12)))
                  .synapse(exponential(ms(2))));
          n.project(middle, last, dense().weights(constant(0.7)).queue(fifo(1)));
          n.record(spikes(middle), voltage(last), spikes(alone));
        });
  }

  /// 3-10-2: tells whether exactly one of two bits is set. The third input is a bias that is always
  /// on. Four neurons of the hidden layer fire when a bit is set, four when both are, two always;
  /// of the answer's two, the first stands for no and the second for yes. One input that is on
  /// sends a spike in 5 ms.
  public static Network xor() {
    double[] any = {0.15, 0.15, 0};
    double[] both = {0.12, 0.12, -0.06};
    double[] always = {0, 0, 0.15};
    return Network.named(
        "xor",
        dt(ms(1)),
        n -> {
          var in = n.input("in", 3);
          var hidden = n.population("hidden", 10, Lif.exactReset());
          var answer = n.population("answer", 2, Lif.exactReset());
          n.project(
              in,
              hidden,
              dense()
                  .weights(
                      explicit(columns(any, any, any, any, both, both, both, both, always, always)))
                  .delays(uniform(ms(1), ms(4))));
          double[] fromAny = {-0.15, 0.1};
          double[] fromBoth = {0.4, -0.3};
          double[] fromAlways = {0.2, 0};
          n.project(
              hidden,
              answer,
              dense()
                  .weights(
                      explicit(
                          new double[][] {
                            fromAny,
                            fromAny,
                            fromAny,
                            fromAny,
                            fromBoth,
                            fromBoth,
                            fromBoth,
                            fromBoth,
                            fromAlways,
                            fromAlways
                          }))
                  .queue(fifo(1)));
          n.record(spikes(hidden), spikes(answer), voltage(answer));
        });
  }

  private static double[][] columns(double[]... columns) {
    double[][] rows = new double[columns[0].length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        rows[i][j] = columns[j][i];
      }
    }
    return rows;
  }
}
