package dev.ranvier.runtime.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.ClientTls;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.testing.TestAuthority;
import dev.ranvier.runtime.testing.TestAuthority.Issued;
import dev.ranvier.runtime.testing.TestAuthority.Validity;
import dev.ranvier.runtime.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Row 19 of the table of acceptance figures, the part about certificates: a real server, real
/// clients, certificates made on the spot.
@Timeout(120)
class CertificatesTest {
  private static final String SECRET = "a-token-that-nobody-else-may-see";
  private static final Duration RELOAD = Duration.ofMillis(50);

  @TempDir private static Path folder;
  private static TestAuthority authority;
  private static TestAuthority stranger;
  private static RuntimeServer server;

  /// The server's certificate and key, which tests replace.
  private static Issued shown;

  @BeforeAll
  static void startServer() throws Exception {
    authority = new TestAuthority(folder, "authority");
    stranger = new TestAuthority(folder, "stranger");
    shown = authority.server("shown");
    TlsSettings tls = TlsSettings.of(shown.certificate(), shown.key()).withReload(RELOAD);
    server =
        TestServer.start(
            settings ->
                settings.withSecurity(
                    SecuritySettings.NONE
                        .withTls(tls.withClientAuthorities(authority.certificate()))
                        .withToken(new AccessToken(SECRET))));
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void takesClientWithGoodCertificateAndToken() throws Exception {
    try (var client = connect(trusting(authority))) {
      assertThat(client.devices()).hasSize(1);
    }
  }

  @Test
  void refusesClientWithoutCertificate() {
    assertRefused(ClientTls.SYSTEM.withAuthorities(authority.certificate()));
  }

  @Test
  void refusesClientWhoseCertificateHasExpired() throws Exception {
    assertRefused(showing(authority.named("old", "client.test", Validity.EXPIRED)));
  }

  @Test
  void refusesClientWhoseCertificateIsNotYetValid() throws Exception {
    assertRefused(showing(authority.named("early", "client.test", Validity.NOT_YET)));
  }

  @Test
  void refusesClientWhoseCertificateIsOfAnUnknownAuthority() throws Exception {
    assertRefused(showing(stranger.named("other", "client.test", Validity.NOW)));
  }

  @Test
  void refusesClientThatSpeaksPlainText() {
    assertThatThrownBy(() -> connect(Optional.empty())).isInstanceOf(RuntimeFailure.class);
  }

  @Test
  void clientRefusesServerOfAnUnknownAuthority() throws Exception {
    assertThatThrownBy(() -> connect(trusting(stranger)))
        .isInstanceOf(RuntimeFailure.Refused.class)
        .hasMessageContaining("no safe connection comes about")
        .hasMessageContaining("certification path")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void clientRefusesServerWhoseCertificateHasExpired() throws Exception {
    assertServerRefused(authority.server("old-server", Validity.EXPIRED), "NotAfter");
  }

  @Test
  void clientRefusesServerWhoseCertificateIsNotYetValid() throws Exception {
    assertServerRefused(authority.server("early-server", Validity.NOT_YET), "NotBefore");
  }

  @Test
  void clientRefusesServerWhoseCertificateIsForAnotherName() throws Exception {
    assertServerRefused(authority.named("elsewhere", "elsewhere.test", Validity.NOW), "127.0.0.1");
  }

  @Test
  void serverShowsItsNewCertificateWithoutRestart() throws Exception {
    try (var before = connect(trusting(authority))) {
      replace(stranger.server("successor"));
      try {
        awaitAnswer(trusting(stranger));
        assertThat(before.devices()).as("the connection that stands").hasSize(1);
        assertThatThrownBy(() -> connect(trusting(authority)))
            .isInstanceOf(RuntimeFailure.Refused.class);
      } finally {
        replace(authority.server("again"));
      }
      awaitAnswer(trusting(authority));
    }
  }

  @Test
  void serverKeepsItsCertificateWhenTheNewOneCannotBeRead() throws Exception {
    byte[] good = Files.readAllBytes(shown.certificate());
    Files.writeString(shown.certificate(), "-----BEGIN CERTIFICATE-----\nnonsense\n");
    try {
      Thread.sleep(4 * RELOAD.toMillis());
      connect(trusting(authority)).close();
    } finally {
      Files.write(shown.certificate(), good);
    }
  }

  @Test
  void nothingIsReadableOnTheWire() throws Exception {
    String program = "a-program-name-that-stands-out";
    try (Wiretap tap = Wiretap.to(server.port());
        var client =
            RuntimeClient.connect("127.0.0.1:" + tap.port(), options(trusting(authority)))) {
      client.compile(program, dev.ranvier.runtime.testing.Programs.ADD).close();
      String heard = tap.heard();
      assertThat(heard.length()).isGreaterThan(1000);
      assertThat(heard).doesNotContain(SECRET, program, "stablehlo", "authorization");
    }
  }

  private static void assertRefused(ClientTls tls) {
    assertThatThrownBy(() -> connect(Optional.of(tls)))
        .isInstanceOfAny(RuntimeFailure.Refused.class, RuntimeFailure.Unreachable.class)
        .hasMessageNotContaining(SECRET)
        .hasMessageNotContaining("\n");
    assertThat(server.sessions()).isZero();
  }

  private static void assertServerRefused(Issued other, String reason) throws Exception {
    byte[] certificate = Files.readAllBytes(shown.certificate());
    byte[] key = Files.readAllBytes(shown.key());
    replace(other);
    try {
      for (int i = 0; i < 100 && !isRefused(); i++) {
        Thread.sleep(RELOAD.toMillis());
      }
      assertThatThrownBy(() -> connect(trusting(authority)))
          .isInstanceOf(RuntimeFailure.Refused.class)
          .hasMessageContaining(reason)
          .hasMessageNotContaining(SECRET);
    } finally {
      Files.write(shown.certificate(), certificate);
      Files.write(shown.key(), key);
      awaitAnswer(trusting(authority));
    }
  }

  private static boolean isRefused() throws Exception {
    try {
      connect(trusting(authority)).close();
      return false;
    } catch (RuntimeFailure.Refused refused) {
      return true;
    }
  }

  private static void awaitAnswer(Optional<ClientTls> tls) throws Exception {
    for (int i = 0; ; i++) {
      try {
        connect(tls).close();
        return;
      } catch (RuntimeFailure.Refused notYet) {
        assertThat(i).as("tries until: " + notYet.getMessage()).isLessThan(100);
        Thread.sleep(RELOAD.toMillis());
      }
    }
  }

  /// The key first: for a moment the two do not belong together.
  private static void replace(Issued other) throws Exception {
    Files.copy(other.key(), shown.key(), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(other.certificate(), shown.certificate(), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Optional<ClientTls> trusting(TestAuthority signer) throws Exception {
    Issued own = authority.named("client", "client.test", Validity.NOW);
    return Optional.of(
        ClientTls.SYSTEM
            .withAuthorities(signer.certificate())
            .withIdentity(own.certificate(), own.key()));
  }

  private static ClientTls showing(Issued own) {
    return ClientTls.SYSTEM
        .withAuthorities(authority.certificate())
        .withIdentity(own.certificate(), own.key());
  }

  private static RuntimeClient connect(Optional<ClientTls> tls) {
    return RuntimeClient.connect("127.0.0.1:" + server.port(), options(tls));
  }

  private static ClientOptions options(Optional<ClientTls> tls) {
    ClientOptions options =
        ClientOptions.DEFAULT
            .withToken(new AccessToken(SECRET))
            .withConnect(Duration.ofSeconds(10));
    return tls.map(options::withTls).orElse(options);
  }
}
