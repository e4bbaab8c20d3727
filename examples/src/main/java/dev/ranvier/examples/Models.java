package dev.ranvier.examples;

import java.util.List;
import java.util.Optional;

/// THE list of models.
public final class Models {
  private static final List<Model> ALL =
      List.of(
          new Relay(),
          new Xor(),
          new YinYang(),
          new UntrainedYinYang(),
          new DelayLearning(),
          new Recurrent(),
          new Digits());

  private Models() {}

  public static List<Model> all() {
    return ALL;
  }

  public static Optional<Model> named(String name) {
    return ALL.stream().filter(model -> model.name().equals(name)).findFirst();
  }
}
