package dev.ranvier.runtime.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.ClientTls;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.testing.TestAuthority;
import dev.ranvier.runtime.testing.TestAuthority.Issued;
import dev.ranvier.runtime.testing.TestAuthority.Validity;
import dev.ranvier.runtime.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ClientCertificateTenantTest {
  @TempDir private Path folder;

  @Test
  void certificateTellsWhoCalls() throws Exception {
    TestAuthority authority = new TestAuthority(folder, "authority");
    Issued own = authority.server("server");
    SecuritySettings security =
        SecuritySettings.NONE
            .withTls(
                TlsSettings.of(own.certificate(), own.key())
                    .withClientAuthorities(authority.certificate()))
            .withTenants(
                Tenant.withCertificate("lab", "lab.test", Role.RUN),
                Tenant.withCertificate("screen", "screen.test", Role.OBSERVE));
    try (var server = TestServer.start(settings -> settings.withSecurity(security))) {
      try (var client = connect(server, authority, "lab.test")) {
        assertThat(client.devices()).hasSize(1);
        assertThat(server.operations().inspection().sessions())
            .singleElement()
            .satisfies(session -> assertThat(session.tenant()).isEqualTo("lab"));
      }
      assertThatThrownBy(() -> connect(server, authority, "screen.test"))
          .isInstanceOf(RuntimeFailure.Refused.class)
          .hasMessageContaining("\"screen\" may not call it");
      assertThatThrownBy(() -> connect(server, authority, "nobody.test"))
          .isInstanceOf(RuntimeFailure.Refused.class)
          .hasMessageContaining("identity");
    }
  }

  private static RuntimeClient connect(RuntimeServer server, TestAuthority authority, String name)
      throws Exception {
    Issued shown = authority.named(name, name, Validity.NOW);
    ClientTls tls =
        ClientTls.SYSTEM
            .withAuthorities(authority.certificate())
            .withIdentity(shown.certificate(), shown.key());
    return RuntimeClient.connect("127.0.0.1:" + server.port(), ClientOptions.DEFAULT.withTls(tls));
  }
}
