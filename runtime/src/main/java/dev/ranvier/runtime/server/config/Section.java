package dev.ranvier.runtime.server.config;

import dev.ranvier.runtime.server.security.Listen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A part of the file: names and their values. Whatever is wrong is noted, and reading goes on.
/// What was never asked for is unknown, and noted at the end by [#finish()].
final class Section {
  private final Path folder;
  private final String path;
  private final List<Mistake> mistakes;
  private final int line;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();

  /// @param folder what names of files are relative to
  /// @param path of this section, such as `tls.`
  /// @param node what should be a mapping
  Section(Path folder, String path, Node node, List<Mistake> mistakes) {
    this.folder = folder;
    this.path = path;
    this.mistakes = mistakes;
    this.line = lineOf(node);
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::enter);
    } else {
      mistakes.add(
          new Mistake(
              line, "%s: expected names and values".formatted(path.replaceAll("\\.$", ""))));
    }
  }

  private void enter(NodeTuple tuple) {
    int at = lineOf(tuple.getKeyNode());
    String name =
        tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "(not a name)";
    if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
      mistakes.add(new Mistake(at, "%s%s: is there twice".formatted(path, name)));
    }
    lines.putIfAbsent(name, at);
  }

  int line() {
    return line;
  }

  void note(int at, String text) {
    mistakes.add(new Mistake(at, text));
  }

  /// Notes a mistake about a value of this section.
  void mistake(String name, String text) {
    note(lines.getOrDefault(name, line), "%s%s: %s".formatted(path, name, text));
  }

  Optional<String> text(String name) {
    Node node = take(name);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue().strip());
    }
    mistake(name, "expected a value");
    return Optional.empty();
  }

  /// A value that must be there; an empty text stands in for one that is not.
  String needed(String name) {
    if (!values.containsKey(name)) {
      known.add(name);
      note(line, "%s%s: is missing".formatted(path, name));
      return "";
    }
    return text(name).orElse("");
  }

  Optional<Duration> duration(String name) {
    return read(name, "a time, such as 30 s", Forms::duration);
  }

  Optional<Long> bytes(String name) {
    return read(name, "a size, such as 16 GiB", Forms::bytes);
  }

  Optional<Integer> count(String name) {
    return read(
        name,
        "a number from 1 to 1000000",
        text ->
            Forms.number(text)
                .filter(number -> number >= 1 && number <= 1_000_000)
                .map(Math::toIntExact));
  }

  Optional<Listen> address(String name) {
    return read(name, "HOST:PORT, such as 127.0.0.1:8470", Forms::address);
  }

  boolean flag(String name) {
    return read(
            name,
            "true or false",
            text ->
                switch (text) {
                  case "true" -> Optional.of(true);
                  case "false" -> Optional.of(false);
                  default -> Optional.<Boolean>empty();
                })
        .orElse(false);
  }

  /// A file or folder, which need not be there.
  Optional<Path> path(String name) {
    return text(name).map(folder::resolve);
  }

  /// A file that must be there.
  Optional<Path> file(String name) {
    Optional<Path> found = path(name);
    found
        .filter(file -> !Files.isReadable(file))
        .ifPresent(
            file -> mistake(name, "%s: no such file, or it may not be read".formatted(file)));
    return found;
  }

  Path neededFile(String name) {
    String text = needed(name);
    return text.isEmpty() ? folder : file(name).orElse(folder);
  }

  void section(String name, Consumer<Section> reading) {
    Node node = take(name);
    if (node != null) {
      Section section = new Section(folder, path + name + ".", node, mistakes);
      reading.accept(section);
      section.finish();
    }
  }

  /// Reads each entry of a list of sections.
  <T> List<T> sections(String name, Function<Section, Optional<T>> reading) {
    List<T> read = new ArrayList<>();
    int number = 0;
    for (Node node : list(name)) {
      number++;
      String entry = "%s%s[%d].".formatted(path, name, number);
      Section section = new Section(folder, entry, node, mistakes);
      reading.apply(section).ifPresent(read::add);
      section.finish();
    }
    return read;
  }

  /// Reads each entry of a list of words.
  List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (Node node : list(name)) {
      if (node instanceof ScalarNode scalar) {
        words.add(scalar.getValue());
      } else {
        note(lineOf(node), "%s%s: expected a word".formatted(path, name));
      }
    }
    return words;
  }

  /// Files that must be there.
  List<Path> files(String name) {
    List<Path> files = words(name).stream().map(folder::resolve).toList();
    files.stream()
        .filter(file -> !Files.isReadable(file))
        .forEach(file -> mistake(name, "%s: no such file, or it may not be read".formatted(file)));
    return files;
  }

  List<Listen> addresses(String name) {
    List<Listen> read = new ArrayList<>();
    for (String word : words(name)) {
      Optional<Listen> address = Forms.address(word);
      address.ifPresent(read::add);
      if (address.isEmpty()) {
        mistake(name, "expected HOST:PORT, such as 127.0.0.1:8470, got \"%s\"".formatted(word));
      }
    }
    return read;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /// Notes what nobody has asked for.
  void finish() {
    values.keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> mistake(name, "is not known here; known are " + String.join(", ", known)));
  }

  private List<Node> list(String name) {
    Node node = take(name);
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    if (node != null) {
      mistake(name, "expected a list");
    }
    return List.of();
  }

  private <T> Optional<T> read(String name, String expected, Function<String, Optional<T>> form) {
    Optional<String> text = text(name);
    Optional<T> value = text.flatMap(form);
    if (text.isPresent() && value.isEmpty()) {
      mistake(name, "expected %s, got \"%s\"".formatted(expected, text.get()));
    }
    return value;
  }

  private @Nullable Node take(String name) {
    known.add(name);
    return values.get(name);
  }

  private static int lineOf(Node node) {
    return 1 + node.getStartMark().map(Mark::getLine).orElse(0);
  }
}
