package dev.ranvier.tests.differential;

import dev.ranvier.ir.eval.EvaluationException;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.runtime.pjrt.PjrtException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// Runs a program through the plugin as a whole, and through the evaluator step by step, each step
/// on what the plugin gave to it.
record Comparison(PluginRun plugin, Findings findings) {

  void compare(RandomProgram program) {
    findings.module();
    List<TensorType> types = new ArrayList<>();
    program.steps().forEach(step -> types.addAll(Draft.types(step.results())));
    List<Tensor> outputs;
    try {
      outputs = plugin.run(program.text(), program.arguments(), types);
    } catch (PjrtException refusal) {
      findings.disagree(program.seed(), "the plugin refuses the module: " + refusal.getMessage());
      return;
    }
    compare(program, new ArrayDeque<>(outputs));
  }

  private void compare(RandomProgram program, Queue<Tensor> outputs) {
    Map<Integer, Tensor> values = new HashMap<>(program.inputs());
    for (Step step : program.steps()) {
      List<Tensor> operands =
          step.operands().stream().map(slot -> values.get(slot.index())).toList();
      List<Tensor> got = new ArrayList<>();
      for (Slot result : step.results()) {
        got.add(outputs.remove());
        values.put(result.index(), got.getLast());
      }
      compare(program, step, operands, got);
    }
  }

  private void compare(RandomProgram program, Step step, List<Tensor> operands, List<Tensor> got) {
    List<Tensor> expected;
    try {
      expected = Evaluator.evaluate(program.module(), step.function(), operands);
    } catch (EvaluationException failure) {
      findings.disagree(program.seed(), "the evaluator fails: " + failure.getMessage());
      return;
    }
    long elements = 0;
    for (int result = 0; result < got.size(); result++) {
      Tensor one = expected.get(result);
      Tensor other = got.get(result);
      for (int i = 0; i < one.size(); i++) {
        if (one.bits(i) != other.bits(i)) {
          findings.differ(
              program.seed(),
              new Difference(program.module(), step, operands, result, i, one, other));
        }
      }
      elements += one.size();
    }
    findings.step(elements);
  }
}
