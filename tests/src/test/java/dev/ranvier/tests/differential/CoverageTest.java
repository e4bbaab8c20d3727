package dev.ranvier.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.type.ElementType;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What random modules reach.
final class CoverageTest {
  @Test
  void everyOpHasARecipeOrAReason() {
    Set<Class<?>> covered = new HashSet<>();
    Recipes.ALL.forEach(recipe -> covered.add(recipe.op()));
    assertThat(covered).doesNotContainAnyElementsOf(Recipes.WITHOUT.keySet());
    covered.addAll(Recipes.WITHOUT.keySet());
    assertThat(covered).isEqualTo(records(TensorOp.class));
  }

  /// Every record under a sealed interface.
  private static Set<Class<?>> records(Class<?> sealed) {
    Class<?>[] below = sealed.getPermittedSubclasses();
    if (below == null) {
      return Set.of(sealed);
    }
    Set<Class<?>> found = new HashSet<>();
    for (Class<?> each : below) {
      found.addAll(records(each));
    }
    return found;
  }

  @Test
  void theModulesOfABuildTestEveryOpAndElementType() {
    Set<Class<? extends Op>> ops = new HashSet<>();
    Set<ElementType> elements = new HashSet<>();
    for (long seed = 1; seed <= 500; seed++) {
      for (Step step : RandomProgram.of(seed, 3).steps()) {
        ops.add(step.op());
        step.results().forEach(slot -> elements.add(slot.type().element()));
      }
    }
    Set<Class<?>> expected = new HashSet<>(records(TensorOp.class));
    expected.removeAll(Recipes.WITHOUT.keySet());
    assertThat(ops).isEqualTo(expected);
    assertThat(elements).containsExactlyInAnyOrder(ElementType.values());
  }

  @Test
  void theSameSeedWritesTheSameModule() {
    RandomProgram once = RandomProgram.of(42, 20);
    RandomProgram again = RandomProgram.of(42, 20);
    assertThat(again.text()).isEqualTo(once.text());
    assertThat(again.arguments()).isEqualTo(once.arguments());
  }
}
