package dev.ranvier.runtime.server.config;

import dev.ranvier.runtime.admission.Emulated;
import dev.ranvier.runtime.plugin.PluginOption;
import dev.ranvier.runtime.server.DeviceSetSettings;
import dev.ranvier.runtime.server.Quotas;
import dev.ranvier.runtime.server.ServerSettings;
import dev.ranvier.runtime.server.ServerSettings.Deadlines;
import dev.ranvier.runtime.server.WorkerLimits;
import dev.ranvier.runtime.server.operations.OperationsSettings;
import dev.ranvier.runtime.server.security.Listen;
import dev.ranvier.runtime.worker.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the file that says all about a runtime (YAML). The example beside this room's
/// documentation names everything that may stand in it.
public final class ServiceFileReader {
  private static final List<String> ABOUT_DEVICES =
      List.of("listen", "device-sets", "quotas", "deadlines", "lease", "concurrency", "cache");

  private final List<Mistake> mistakes = new ArrayList<>();
  private UnaryOperator<ServerSettings> changes = settings -> settings;
  private Optional<InferencePart> inference = Optional.empty();

  private ServiceFileReader() {}

  /// @throws ConfigException with all mistakes, if there are any
  /// @throws IOException if the file cannot be read
  public static ServiceFile read(Path file) throws IOException {
    ServiceFileReader reader = new ServiceFileReader();
    Optional<Node> root = reader.compose(Files.readString(file));
    List<ServiceFile.DeviceSet> sets = root.map(node -> reader.read(file, node)).orElse(List.of());
    if (!reader.mistakes.isEmpty()) {
      throw new ConfigException(file, reader.mistakes);
    }
    return new ServiceFile(sets, reader.changes, reader.inference);
  }

  private Optional<Node> compose(String text) {
    try {
      return new Compose(LoadSettings.builder().build()).composeString(text);
    } catch (MarkedYamlEngineException problem) {
      int line = 1 + problem.getProblemMark().map(Mark::getLine).orElse(0);
      mistakes.add(new Mistake(line, "not YAML: " + problem.getProblem()));
    } catch (YamlEngineException problem) {
      mistakes.add(new Mistake(1, "not YAML: " + problem.getMessage()));
    }
    return Optional.empty();
  }

  private List<ServiceFile.DeviceSet> read(Path file, Node root) {
    Path folder = file.toAbsolutePath().getParent();
    Section all = new Section(folder == null ? file : folder, "", root, mistakes);
    all.address("listen").ifPresent(this::listen);
    all.duration("lease").ifPresent(lease -> change(settings -> settings.withLease(lease)));
    all.count("concurrency").ifPresent(n -> change(settings -> settings.withConcurrency(n)));
    all.section("deadlines", this::deadlines);
    all.section("quotas", this::quotas);
    all.section("cache", this::cache);
    new SecuritySection(all).read().ifPresent(it -> change(settings -> settings.withSecurity(it)));
    operations(all);
    all.section("inference", section -> inference(all, section));
    List<ServiceFile.DeviceSet> sets = all.sections("device-sets", ServiceFileReader::deviceSet);
    all.finish();
    return sets;
  }

  private void change(UnaryOperator<ServerSettings> more) {
    UnaryOperator<ServerSettings> before = changes;
    changes = settings -> more.apply(before.apply(settings));
  }

  private void listen(Listen where) {
    change(settings -> settings.withListen(where));
  }

  private void deadlines(Section section) {
    Deadlines standard = Deadlines.DEFAULT;
    Deadlines read =
        new Deadlines(
            section.duration("start-worker").orElse(standard.startWorker()),
            section.duration("compile").orElse(standard.compile()),
            section.duration("transfer").orElse(standard.transfer()),
            section.duration("execute").orElse(standard.execute()));
    change(settings -> settings.withDeadlines(read));
  }

  private void quotas(Section section) {
    Quotas standard = Quotas.DEFAULT;
    Quotas read =
        new Quotas(
            section.count("sessions").orElse(standard.sessions()),
            section.count("all-sessions").orElse(standard.allSessions()),
            section.bytes("device-bytes").orElse(standard.deviceBytes()),
            section.count("executables").orElse(standard.executables()),
            section.bytes("segment-bytes").orElse(standard.segmentBytes()),
            section.count("calls").orElse(standard.calls()),
            section.count("all-calls").orElse(standard.allCalls()),
            section.duration("stall").orElse(standard.stall()));
    change(settings -> settings.withQuotas(read));
  }

  private void cache(Section section) {
    CacheFolder plain = section.path("folder").map(CacheFolder::at).orElseGet(CacheFolder::ofUser);
    long bytes = section.bytes("bytes").orElse(plain.mostBytes());
    change(settings -> settings.withCache(new CacheFolder(plain.path(), bytes)));
  }

  private void operations(Section all) {
    Optional<Listen> admin = all.address("admin");
    Optional<Listen> metrics = all.address("metrics");
    Optional<Path> log = all.path("call-log");
    all.duration("drain")
        .filter(drain -> drain.compareTo(OperationsSettings.LONGEST_DRAIN) > 0)
        .ifPresent(
            _ ->
                all.mistake(
                    "drain",
                    "expected at most %d s"
                        .formatted(OperationsSettings.LONGEST_DRAIN.toSeconds())));
    if (mistakes.isEmpty()) {
      OperationsSettings read =
          new OperationsSettings(
              admin, metrics, log, all.duration("drain").orElse(OperationsSettings.LONGEST_DRAIN));
      change(settings -> settings.withOperations(read));
    }
  }

  /// Where models are served, devices are not: what is said of them would be passed over.
  private void inference(Section all, Section section) {
    inference = Optional.of(InferencePart.read(section));
    ABOUT_DEVICES.stream()
        .filter(all::has)
        .forEach(
            name ->
                all.mistake(
                    name,
                    "is about devices, and with inference: models are served instead; leave it out, or serve the devices by a file of their own"));
  }

  private static Optional<ServiceFile.DeviceSet> deviceSet(Section section) {
    Optional<PluginOption> plugin = section.text("plugin").flatMap(text -> plugin(section, text));
    int devices = section.count("devices").orElse(0);
    Optional<Emulated> emulated =
        section.text("emulate").flatMap(device -> emulated(section, device));
    WorkerLimits limits =
        new WorkerLimits(
            section.count("open-files").orElse(WorkerLimits.DEFAULT.openFiles()),
            section.bytes("address-space").map(OptionalLong::of).orElse(OptionalLong.empty()));
    UnaryOperator<DeviceSetSettings> changes = settings -> settings.limitedTo(limits);
    return Optional.of(
        new ServiceFile.DeviceSet(
            section.text("name").orElse(""), plugin, devices, emulated, changes));
  }

  private static Optional<PluginOption> plugin(Section section, String text) {
    try {
      return Optional.of(PluginOption.parse(text));
    } catch (IllegalArgumentException _) {
      section.mistake("plugin", "expected NAME=PATH, PATH or NAME, got \"%s\"".formatted(text));
      return Optional.empty();
    }
  }

  private static Optional<Emulated> emulated(Section section, String device) {
    Optional<Emulated> known = Emulated.named(device);
    if (known.isEmpty()) {
      section.mistake(
          "emulate", "expected one of %s, got \"%s\"".formatted(Emulated.devices(), device));
    }
    return known;
  }
}
