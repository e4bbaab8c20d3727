package dev.ranvier.ir.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds it that every constraint of an op has a test that asserts its message.
class LabelsTest {
  private static final Pattern LABEL = Pattern.compile("\"([a-z0-9_]+_(?:[cio]\\d+|window))\"");
  private static final Pattern MESSAGE = Pattern.compile("\"([a-z0-9_]+_(?:[cio]\\d+|window)): ");

  @Test
  void testsEveryLabelThatTheSourcesName() {
    Set<String> labels = found("src/main/java/dev/ranvier/ir/op", LABEL);
    Set<String> tested = found("src/test/java/dev/ranvier/ir/op", MESSAGE);
    assertThat(labels).as("labels in the sources").hasSizeGreaterThan(200);
    assertThat(labels).as("labels without a test of the whole message").isSubsetOf(tested);
    assertThat(tested).as("tests of labels that are gone").isSubsetOf(labels);
  }

  private static Set<String> found(String directory, Pattern pattern) {
    try (Stream<Path> files = Files.list(Path.of(directory))) {
      return files
          .map(LabelsTest::read)
          .flatMap(text -> pattern.matcher(text).results())
          .map(match -> match.group(1))
          .collect(TreeSet::new, Set::add, Set::addAll);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
