package dev.ranvier.runtime.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ranvier.runtime.plugin.PluginOption;
import dev.ranvier.runtime.server.DeviceSetSettings;
import dev.ranvier.runtime.server.ServerSettings;
import dev.ranvier.runtime.server.security.Listen;
import dev.ranvier.runtime.server.security.Role;
import dev.ranvier.runtime.server.security.Tenant;
import dev.ranvier.runtime.server.security.TokenDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceFileTest {
  private static final DeviceSetSettings CPU = DeviceSetSettings.of("cpu", Path.of("plugin.so"));

  @TempDir private Path folder;

  @Test
  void theCommentedExampleSaysEverything() throws Exception {
    for (String named : List.of("server.pem", "server.key", "clients.pem", "keys.json")) {
      Files.writeString(folder.resolve(named), "x");
    }
    Files.writeString(folder.resolve("alice.token"), "the-token-of-alice\n");
    ServiceFile file = read(Files.readString(Path.of("docs", "server.yaml")));
    assertThat(file.deviceSets())
        .singleElement()
        .satisfies(
            set -> {
              assertThat(set.name()).isEqualTo("cpu");
              assertThat(set.plugin()).contains(new PluginOption.Named("cpu"));
              assertThat(set.devices()).isEqualTo(1);
            });
    ServerSettings settings = file.settings(List.of(CPU));
    assertThat(settings.listen()).isEqualTo(new Listen("0.0.0.0", 8470));
    assertThat(settings.security().tls().orElseThrow().clientAuthorities()).isPresent();
    assertThat(settings.security().tenants())
        .extracting(Tenant::name)
        .containsExactly("alice", "bob", "dashboard");
    assertThat(settings.security().tenants().getFirst())
        .isEqualTo(
            Tenant.withToken("alice", TokenDigest.of("the-token-of-alice"), Role.RUN, Role.INFER));
    assertThat(settings.security().signed().orElseThrow().audience()).isEqualTo("ranvier");
    assertThat(settings.operations().admin()).contains(new Listen("127.0.0.1", 8471));
    assertThat(settings.operations().drain()).isEqualTo(Duration.ofSeconds(25));
    assertThat(settings.deadlines().execute()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.quotas().deviceBytes()).isEqualTo(16L << 30);
    assertThat(settings.cache().orElseThrow().path()).isEqualTo(folder.resolve("code"));
  }

  @Test
  void whatIsLeftOutIsAsIfThereWereNoFile() throws Exception {
    assertThat(read("lease: 5 s\n").settings(List.of(CPU)))
        .isEqualTo(
            ServerSettings.loopback(ServerSettings.DEFAULT_PORT, CPU)
                .withLease(Duration.ofSeconds(5)));
    assertThat(read("# nothing\n").deviceSets()).isEmpty();
  }

  @Test
  void allMistakesAreToldAtOnceWithTheirLines() {
    ConfigException wrong =
        mistakes(
            """
            listen: nowhere
            lease: 30
            concurrency: 0
            tls:
              certificate: missing.pem
            tenants:
              - name: alice
                roles: [run, king]
                token-sha256: the-token-itself
              - roles: [run]
            quotas:
              device-bites: 3 GiB
            lease: 1 s
            drain: 60 s
            """);
    String folderName = folder.toString();
    assertThat(wrong.mistakes())
        .extracting(mistake -> mistake.line() + " " + mistake.text().replace(folderName, "."))
        .containsExactly(
            "1 listen: expected HOST:PORT, such as 127.0.0.1:8470, got \"nowhere\"",
            "2 lease: expected a time, such as 30 s, got \"30\"",
            "3 concurrency: expected a number from 1 to 1000000, got \"0\"",
            "5 tls.certificate: ./missing.pem: no such file, or it may not be read",
            "5 tls.key: is missing",
            "8 tenants[1].roles: expected some of [run, infer, observe], got \"king\"",
            "9 tenants[1].token-sha256: token digest: expected a SHA-256 in 64 lower-case hexadecimal digits, got 16 characters",
            "10 tenants[2].name: is missing",
            "10 tenant \"\": expected token-sha256, token-file or certificate",
            "12 quotas.device-bites: is not known here; known are all-calls, all-sessions, calls, device-bytes, executables, segment-bytes, sessions, stall",
            "13 lease: is there twice",
            "14 drain: expected at most 25 s");
    assertThat(wrong.getMessage())
        .as("secrets are not repeated")
        .doesNotContain("the-token-itself");
  }

  @Test
  void theCommentedExampleOfModelsSaysEverything() throws Exception {
    for (String named :
        List.of(
            "server.pem",
            "server.key",
            "clients.pem",
            "runtimes.pem",
            "models.pem",
            "models.key",
            "models.token",
            "xor.ranvier",
            "yinyang.ranvier")) {
      Files.writeString(folder.resolve(named), "x");
    }
    Files.writeString(folder.resolve("alice.token"), "the-token-of-alice\n");
    ServiceFile file = read(Files.readString(Path.of("docs", "inference.yaml")));
    InferencePart said = file.inference().orElseThrow();
    assertThat(said.listen()).contains(new Listen("0.0.0.0", 8001));
    assertThat(said.models())
        .containsExactly(folder.resolve("xor.ranvier"), folder.resolve("yinyang.ranvier"));
    assertThat(said.maxBatch()).contains(32);
    assertThat(said.maxDelay()).contains(Duration.ofMillis(2));
    assertThat(said.queue()).contains(1024);
    assertThat(said.runtimes())
        .containsExactly(new Listen("127.0.0.1", 8470), new Listen("127.0.0.1", 8471));
    assertThat(said.connection())
        .isEqualTo(
            new InferencePart.Connection(
                true,
                Optional.of(folder.resolve("runtimes.pem")),
                Optional.of(folder.resolve("models.pem")),
                Optional.of(folder.resolve("models.key")),
                Optional.of(folder.resolve("models.token"))));
    assertThat(file.security().tenants()).extracting(Tenant::name).containsExactly("alice");
    assertThat(file.operations().metrics()).contains(new Listen("127.0.0.1", 9465));
  }

  @Test
  void whatIsAboutDevicesIsRefusedWhereModelsAreServed() throws Exception {
    Files.writeString(folder.resolve("key.pem"), "x");
    assertThat(
            mistakes(
                    """
                    listen: 127.0.0.1:8470
                    lease: 5 s
                    inference:
                      models: []
                      max-delay: 2 min
                      batch: 3
                      connection: {key: key.pem}
                    """)
                .mistakes())
        .extracting(mistake -> mistake.line() + " " + mistake.text().replaceAll(";.*", ""))
        .containsExactly(
            "1 listen: is about devices, and with inference: models are served instead",
            "2 lease: is about devices, and with inference: models are served instead",
            "4 inference.models: expected at least one file of `ranvier export`",
            "5 inference.max-delay: expected at most 60 s",
            "6 inference.batch: is not known here",
            "7 inference.connection.key: expected certificate and key, got one of them",
            "7 inference.connection: is about other runtimes");
  }

  @Test
  void whatIsNotYamlIsToldWithItsLine() {
    assertThat(mistakes("listen: 127.0.0.1:1\n  lease: [\n").mistakes())
        .singleElement()
        .satisfies(
            mistake -> {
              assertThat(mistake.line()).isEqualTo(2);
              assertThat(mistake.text()).startsWith("not YAML: ");
            });
    assertThat(mistakes("just words\n").mistakes()).isNotEmpty();
  }

  @Test
  void tenantsAreTellableApart() {
    String hex = TokenDigest.of("same").hex();
    assertThat(
            mistakes(
                    """
                    tenants:
                      - {name: a, roles: [run], token-sha256: %s}
                      - {name: b, roles: [run], token-sha256: %s}
                      - {name: a, roles: [run], certificate: a.test}
                    """
                        .formatted(hex, hex))
                .mistakes())
        .extracting(Mistake::text)
        .containsExactlyInAnyOrder(
            "tenants: two have the name of \"a\"", "tenants: two have the token of \"b\"");
  }

  private ServiceFile read(String text) throws IOException {
    return ServiceFileReader.read(Files.writeString(folder.resolve("server.yaml"), text));
  }

  private ConfigException mistakes(String text) {
    ConfigException wrong = catchThrowableOfType(ConfigException.class, () -> read(text));
    assertThat(wrong).as("the mistakes of a file").isNotNull();
    return wrong;
  }
}
