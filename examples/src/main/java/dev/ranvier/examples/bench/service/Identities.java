package dev.ranvier.examples.bench.service;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.ClientTls;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.plugin.Folders;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.server.security.SecuritySettings;
import dev.ranvier.runtime.server.security.TlsSettings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Row 19, as far as the JDK's keytool makes certificates: ones that are good, expired, not yet
/// valid, of another name, or signed by an authority that the client does not know; and a wrong
/// token. Each has an authority of its own: whoever trusts a certificate itself does not ask how
/// old it is. All of the row is tried by CertificatesTest and TokensTest.
final class Identities {
  private static final String SECRET = "a-secret-that-is-long-enough";
  private static final String NAMES = "SAN=IP:127.0.0.1,DNS:localhost";

  private final List<String> refused = new ArrayList<>();
  private final List<String> taken = new ArrayList<>();

  /// A certificate, its key, and the certificate of who signed it, as PEM files.
  private record Pair(Path certificate, Path key, Path authority) {}

  Figure measure(Bench bench) throws Exception {
    Path folder = Files.createTempDirectory("ranvier-bench-keys");
    try {
      Pair good = make(folder, "good", "-1d", 2, NAMES);
      Pair stranger = make(folder, "stranger", "-1d", 2, NAMES);
      tryOut(bench, "good", good, good, SECRET);
      boolean works = taken.remove("good");
      tryOut(bench, "unknown CA", good, stranger, SECRET);
      tryOut(bench, "wrong token", good, good, SECRET + "x");
      Pair expired = make(folder, "expired", "-3d", 1, NAMES);
      tryOut(bench, "expired", expired, expired, SECRET);
      Pair early = make(folder, "early", "+2d", 1, NAMES);
      tryOut(bench, "not yet valid", early, early, SECRET);
      Pair other = make(folder, "other", "-1d", 2, "SAN=DNS:elsewhere.test");
      tryOut(bench, "wrong name", other, other, SECRET);
      return Figure.of(
          works && taken.isEmpty(),
          "refused: %s; taken: %s%s; alg none, wrong audience, clock skew and plain text: CertificatesTest, TokensTest",
          String.join(", ", refused),
          works ? "the good one" : "NOT the good one",
          taken.isEmpty() ? "" : ", WRONGLY " + taken);
    } finally {
      Folders.delete(folder);
    }
  }

  private void tryOut(Bench bench, String what, Pair shown, Pair trusted, String token) {
    SecuritySettings security =
        SecuritySettings.NONE
            .withTls(TlsSettings.of(shown.certificate, shown.key))
            .withToken(new AccessToken(SECRET));
    ClientOptions options =
        ClientOptions.DEFAULT
            .withTls(ClientTls.SYSTEM.withAuthorities(trusted.authority))
            .withToken(new AccessToken(token));
    try (RuntimeServer server = bench.start(settings -> settings.withSecurity(security));
        RuntimeClient client = RuntimeClient.connect(server.address(), options)) {
      var _ = client.devices();
      taken.add(what);
    } catch (RuntimeFailure.Refused expected) {
      refused.add(what);
    }
  }

  private static Pair make(Path folder, String name, String start, int days, String names)
      throws Exception {
    Path store = folder.resolve(name + ".p12");
    keytool(store, "authority", "CN=authority of " + name, "-10d", 30, List.of("-ext", "bc:c"));
    keytool(
        store, "own", "CN=" + name, start, days, List.of("-ext", names, "-signer", "authority"));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, SECRET.toCharArray());
    }
    return new Pair(
        pem(folder.resolve(name + ".pem"), "CERTIFICATE", keys.getCertificate("own").getEncoded()),
        pem(
            folder.resolve(name + ".key"),
            "PRIVATE KEY",
            keys.getKey("own", SECRET.toCharArray()).getEncoded()),
        pem(
            folder.resolve(name + "-authority.pem"),
            "CERTIFICATE",
            keys.getCertificate("authority").getEncoded()));
  }

  /// Adds a key and its certificate to a store.
  private static void keytool(
      Path store, String alias, String who, String start, int days, List<String> more)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", who));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-startdate", start, "-validity", Integer.toString(days)));
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", SECRET));
    command.addAll(more);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
  }

  private static Path pem(Path file, String what, byte[] bytes) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
  }
}
