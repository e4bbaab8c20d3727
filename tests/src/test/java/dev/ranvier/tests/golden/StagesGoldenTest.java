package dev.ranvier.tests.golden;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.Stages;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.Model;
import dev.ranvier.examples.Models;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example, and a network for what the examples leave out, at every stage.
final class StagesGoldenTest {
  private static final Pattern LINE = Pattern.compile("(\\.java\"?):(\\d+)(?::\\d+)?");

  static List<String> examples() {
    return Models.all().stream().map(Model::name).toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void showsEveryExampleAtEveryStage(String name) {
    Network network = Models.named(name).orElseThrow().network();
    Golden.check(name, stages(network));
  }

  @Test
  void showsAFifoOfEqualDelaysAtEveryStage() {
    Golden.check(
        "fifo",
        stages(
            Network.named(
                "fifo",
                dt(ms(0.5)),
                n -> {
                  var in = n.input("in", 2);
                  var out = n.population("out", 3, Lif.exactReset().tauMembrane(ms(10)));
                  n.project(
                      in,
                      out,
                      dense()
                          .weights(constant(0.5))
                          .delays(constant(ms(2)))
                          .synapse(exponential(ms(5)))
                          .queue(fifo(4)));
                  n.record(spikes(out));
                })));
  }

  @Test
  void showsAllProblemsOfANetwork() {
    NetworkException problems =
        catchThrowableOfType(
            NetworkException.class,
            () ->
                Network.named(
                    "wrong",
                    dt(ms(1)),
                    n -> {
                      var in = n.input("in", 0);
                      var out = n.population("out", 3, Lif.exactReset().tauMembrane(ms(-1)));
                      n.project(
                          in,
                          out,
                          dense()
                              .weights(constant(Double.NaN))
                              .delays(constant(ms(3.2)))
                              .synapse(exponential(ms(5)))
                              .queue(fifo(0)));
                      n.population("out", 1, Lif.exactReset());
                    }));
    Golden.check("problems", ranked("## PROBLEMS\n\n```\n" + problems.getMessage() + "\n```\n"));
  }

  private static String stages(Network network) {
    Program program =
        Compiler.target(Targets.cpu()).compile(network, Settings.batch(2).steps(5).seed(1));
    StringBuilder text = new StringBuilder("# " + network.name() + "\n");
    for (Stages.Name stage : Stages.Name.values()) {
      text.append("\n## ").append(stage).append("\n\n```\n");
      text.append(program.stages().text(stage).stripTrailing()).append("\n```\n");
    }
    text.append("\n## EXPLAIN\n\n```\n").append(program.explain().stripTrailing());
    return ranked(text.append("\n```\n").toString());
  }

  /// Java lines as their ranks among those named, so that an edit elsewhere in a model's file
  /// changes nothing here, and an op at another line of the model still does.
  private static String ranked(String text) {
    List<Integer> lines =
        LINE.matcher(text)
            .results()
            .map(line -> Integer.valueOf(line.group(2)))
            .distinct()
            .sorted()
            .toList();
    return LINE.matcher(text)
        .replaceAll(line -> "$1:L" + (lines.indexOf(Integer.valueOf(line.group(2))) + 1));
  }
}
