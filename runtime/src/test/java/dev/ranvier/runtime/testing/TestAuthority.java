package dev.ranvier.runtime.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An authority that a test makes up, and the certificates that it signs, as PEM files.
public final class TestAuthority {
  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final Path folder;
  private final X500Name name;
  private final KeyPair keys;
  private final Path certificate;

  /// A certificate and its key.
  public record Issued(Path certificate, Path key) {}

  /// When a certificate is valid, in days from now.
  public record Validity(int from, int to) {
    public static final Validity NOW = new Validity(-1, 1);
    public static final Validity EXPIRED = new Validity(-2, -1);
    public static final Validity NOT_YET = new Validity(1, 2);

    private static Date day(int days) {
      return Date.from(Instant.now().plus(Duration.ofDays(days)));
    }
  }

  public TestAuthority(Path folder, String name) throws Exception {
    this.folder = folder;
    this.name = new X500Name("CN=" + name);
    this.keys = keys();
    this.certificate =
        pem(
            folder.resolve(name + ".pem"),
            "CERTIFICATE",
            sign(this.name, keys, Validity.NOW, true).getEncoded());
  }

  /// The authority's own certificate.
  public Path certificate() {
    return certificate;
  }

  /// A server's certificate, for the loopback interface.
  public Issued server(String file) throws Exception {
    return server(file, Validity.NOW);
  }

  public Issued server(String file, Validity validity) throws Exception {
    return issue(
        file,
        validity,
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
        new GeneralName(GeneralName.dNSName, "localhost"));
  }

  /// A certificate for a DNS name.
  public Issued named(String file, String dnsName, Validity validity) throws Exception {
    return issue(file, validity, new GeneralName(GeneralName.dNSName, dnsName));
  }

  private Issued issue(String file, Validity validity, GeneralName... names) throws Exception {
    KeyPair own = keys();
    X509Certificate signed = sign(new X500Name("CN=" + file), own, validity, false, names);
    return new Issued(
        pem(folder.resolve(file + ".pem"), "CERTIFICATE", signed.getEncoded()),
        pem(folder.resolve(file + ".key"), "PRIVATE KEY", own.getPrivate().getEncoded()));
  }

  private X509Certificate sign(
      X500Name subject,
      KeyPair subjectKeys,
      Validity validity,
      boolean authority,
      GeneralName... names)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(SERIAL.getAndIncrement()),
            Validity.day(validity.from()),
            Validity.day(validity.to()),
            subject,
            subjectKeys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (names.length > 0) {
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
    PrivateKey signer = keys.getPrivate();
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static Path pem(Path file, String what, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
  }
}
