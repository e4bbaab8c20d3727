package dev.ranvier.runtime.inference.model;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.inference.model.ModelDescription.Lossy;
import dev.ranvier.runtime.inference.model.ModelPort.Purpose;
import java.util.ArrayList;
import java.util.List;

/// What must hold between the parts of a model, each of which was read well.
record ModelChecks(ModelFile model) {
  private static final int MOST_STEPS = 10_000_000;
  private static final int RANK = 3;

  /// All that is wrong, a clause each.
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    ModelDescription description = model.description();
    if (description.name().isBlank() || description.version().isBlank()) {
      problems.add("its name or version is blank");
    }
    int each = description.stepsPerCall();
    boolean stepsFit =
        each >= 1 && description.steps() <= MOST_STEPS && description.steps() % each == 0;
    if (!stepsFit || description.steps() < 1) {
      problems.add(
          "steps: expected a multiple of steps_per_call, at most %d, got %d and %d"
              .formatted(MOST_STEPS, description.steps(), each));
    }
    if (!(description.dtMs() > 0) || !Double.isFinite(description.dtMs())) {
      problems.add("dt_ms: expected a number above 0, got " + description.dtMs());
    }
    if (description.classes() < 1) {
      problems.add("classes: expected at least 1, got " + description.classes());
    }
    if (model.programs().isEmpty()) {
      problems.add("programs: expected at least one, got none");
    }
    long sizes = model.programs().stream().map(BatchProgram::batch).distinct().count();
    if (sizes < model.programs().size()) {
      problems.add("programs: expected one for each size of batch, got two of one size");
    }
    model.programs().forEach(program -> check(program, problems));
    return problems;
  }

  private void check(BatchProgram program, List<String> problems) {
    List<String> found = new ArrayList<>();
    if (program.batch() < 1) {
      found.add("expected at least 1 sample");
    }
    program.inputs().forEach(port -> checkInput(program, port, found));
    if (program.inputs(Purpose.SEQUENCE).isEmpty()) {
      found.add("it has no input of spikes");
    }
    checkAnswer(program, found);
    for (Lossy lossy : model.description().lossy()) {
      ModelPort expected =
          new ModelPort(lossy.port(), Purpose.COUNT, ArrayType.of(DType.I32, program.batch()));
      if (!program.outputs().contains(expected)) {
        found.add("there is no result " + expected);
      }
    }
    found.forEach(problem -> problems.add("batch %d: %s".formatted(program.batch(), problem)));
  }

  private void checkInput(BatchProgram program, ModelPort port, List<String> problems) {
    switch (port.purpose()) {
      case STEP -> require(port, ArrayType.of(DType.I32), problems);
      case SEQUENCE -> checkSequence(program, port, problems);
      case PARAMETER -> {
        HostArray array = model.parameters().get(port.name());
        if (array == null) {
          problems.add("parameter \"%s\" is missing".formatted(port.name()));
        } else {
          require(port, array.type(), problems);
        }
      }
      case STATE, COUNT -> {
        if (!program.outputs().contains(port)) {
          problems.add("no result hands on " + port);
        }
      }
      case RECORD -> problems.add(port + " can't be taken");
    }
  }

  private void checkSequence(BatchProgram program, ModelPort port, List<String> problems) {
    List<Long> dims = port.type().dims();
    if (dims.size() != RANK) {
      problems.add(port + ": expected [steps, batch, channels]");
      return;
    }
    long steps = model.description().stepsPerCall();
    require(port, ArrayType.of(DType.U8, steps, program.batch(), dims.getLast()), problems);
    for (ModelPort first : model.sequences()) {
      if (first.name().equals(port.name())
          && !first.type().dims().getLast().equals(dims.getLast())) {
        problems.add(port + ": expected as many channels as the other batches have");
      }
    }
  }

  private void checkAnswer(BatchProgram program, List<String> problems) {
    ModelDescription description = model.description();
    Answer answer = description.answer();
    ArrayType type =
        ArrayType.of(
            answer.element(),
            Math.max(0, description.stepsPerCall()),
            Math.max(0, program.batch()),
            Math.max(0, description.classes()));
    ModelPort expected = new ModelPort(answer.port(), Purpose.RECORD, type);
    if (!program.outputs().contains(expected)) {
      problems.add("the answer is read from %s, which is no result".formatted(expected));
    }
  }

  private static void require(ModelPort port, ArrayType expected, List<String> problems) {
    if (!port.type().equals(expected)) {
      problems.add("%s: expected %s".formatted(port, expected));
    }
  }
}
