package dev.ranvier.runtime.server.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.protocol.AccessToken;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureTest {
  private static final AccessToken TOKEN = new AccessToken("a-secret");

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "localhost", "::1"})
  void loopbackMaySpeakPlainText(String host) {
    assertThatCode(() -> Exposure.check(host, SecuritySettings.NONE.withToken(TOKEN)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "10.0.0.7", "::", "runtime.example.org"})
  void othersNeedTlsOrTheOperatorsWord(String host) {
    assertThatThrownBy(() -> Exposure.check(host, SecuritySettings.NONE))
        .isInstanceOf(RuntimeFailure.Refused.class)
        .hasMessageStartingWith("listen " + host)
        .hasMessageContaining("plain text");
    assertThatCode(() -> Exposure.check(host, SecuritySettings.NONE.withInsecure()))
        .doesNotThrowAnyException();
    TlsSettings tls = TlsSettings.of(Path.of("server.pem"), Path.of("server.key"));
    assertThatCode(() -> Exposure.check(host, SecuritySettings.NONE.withTls(tls)))
        .doesNotThrowAnyException();
  }

  @Test
  void tokensNeverCrossTheNetworkInPlainText() {
    assertThatThrownBy(
            () -> Exposure.check("0.0.0.0", SecuritySettings.NONE.withInsecure().withToken(TOKEN)))
        .isInstanceOf(RuntimeFailure.Refused.class)
        .hasMessageContaining("tokens would cross the network in plain text");
  }

  @Test
  void clientSendsNoTokenInPlainText() {
    ClientOptions options =
        ClientOptions.DEFAULT.withToken(TOKEN).withConnect(Duration.ofMillis(100));
    assertThatThrownBy(() -> RuntimeClient.connect("192.0.2.1:8470", options))
        .isInstanceOf(RuntimeFailure.Refused.class)
        .hasMessage(
            "runtime 192.0.2.1: the token would cross the network in plain text; connect with TLS");
  }
}
