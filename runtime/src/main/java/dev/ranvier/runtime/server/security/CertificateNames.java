package dev.ranvier.runtime.server.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The names in a client certificate: its DNS names and URIs (RFC 5280, 4.2.1.6); if it has none of
/// these, the common name of its subject.
final class CertificateNames {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateNames.class);
  private static final int DNS = 2;
  private static final int URI = 6;

  private CertificateNames() {}

  static Stream<String> of(X509Certificate certificate) {
    List<String> names = alternatives(certificate);
    return names.isEmpty() ? commonName(certificate).stream() : names.stream();
  }

  static Optional<String> first(X509Certificate certificate) {
    return of(certificate).findFirst();
  }

  private static List<String> alternatives(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(
                  name -> name.getFirst() instanceof Integer kind && (kind == DNS || kind == URI))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException damaged) {
      LOG.info("a client certificate has alternative names that cannot be read", damaged);
      return List.of();
    }
  }

  private static Optional<String> commonName(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .map(part -> String.valueOf(part.getValue()))
              .findFirst();
    } catch (InvalidNameException damaged) {
      LOG.info("a client certificate has a subject that cannot be read", damaged);
      return Optional.empty();
    }
  }
}
