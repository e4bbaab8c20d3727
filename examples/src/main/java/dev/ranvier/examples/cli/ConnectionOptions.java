package dev.ranvier.examples.cli;

import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.ClientTls;
import dev.ranvier.runtime.protocol.AccessToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// How to know a runtime that is elsewhere, and be known by it.
final class ConnectionOptions {
  @Option(
      names = "--tls",
      description = "Speak TLS with the runtime; trust the authorities that the JDK trusts.")
  private boolean tls;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Speak TLS; trust the authorities in this PEM file instead.")
  private @Nullable Path authorities;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "Speak TLS; show this certificate (PEM), whose key is in --key.")
  private @Nullable Path certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "The key of --cert (PEM, PKCS 8).")
  private @Nullable Path key;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Show the token in this file. Not over plain text, but on this machine.")
  private @Nullable Path tokenFile;

  /// Where there is no other runtime to talk to.
  ///
  /// @throws ParameterException if anything was said
  void refuse(CommandLine command) {
    if (speaksTls() || tokenFile != null) {
      throw new ParameterException(
          command, "--tls, --ca, --cert, --key, --token-file: are about a runtime at --runtime");
    }
  }

  /// @throws ParameterException if the options do not fit together, or the token cannot be read
  ClientOptions of(CommandLine command) {
    ClientOptions options = ClientOptions.DEFAULT;
    if (speaksTls()) {
      options = options.withTls(tls(command));
    }
    return tokenFile == null ? options : options.withToken(token(tokenFile, command));
  }

  private boolean speaksTls() {
    return tls || authorities != null || certificate != null || key != null;
  }

  private ClientTls tls(CommandLine command) {
    ClientTls chosen =
        authorities == null ? ClientTls.SYSTEM : ClientTls.SYSTEM.withAuthorities(authorities);
    if (certificate != null && key != null) {
      return chosen.withIdentity(certificate, key);
    }
    if (certificate != null || key != null) {
      throw new ParameterException(command, "--cert and --key: give both, or neither");
    }
    return chosen;
  }

  private static AccessToken token(Path file, CommandLine command) {
    try {
      String token = Files.readString(file).strip();
      if (token.isEmpty()) {
        throw new ParameterException(command, "--token-file %s: is empty".formatted(file));
      }
      return new AccessToken(token);
    } catch (IOException problem) {
      throw new ParameterException(
          command, "--token-file %s: cannot be read".formatted(file), problem);
    }
  }
}
