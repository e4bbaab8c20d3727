package dev.ranvier.examples.cli;

import picocli.CommandLine.IVersionProvider;

/// What `--version` prints.
final class Version implements IVersionProvider {
  static final String RANVIER = "0.1.0-SNAPSHOT";

  @Override
  public String[] getVersion() {
    return new String[] {"ranvier " + RANVIER, "Java " + Runtime.version()};
  }
}
