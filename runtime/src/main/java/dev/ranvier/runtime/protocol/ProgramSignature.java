package dev.ranvier.runtime.protocol;

import dev.ranvier.proto.runtime.v1.Signature;
import dev.ranvier.runtime.array.ArrayType;
import java.util.List;

/// What a program's `main` takes and gives.
///
/// @param argumentNames one for each argument; empty where the module gives none
public record ProgramSignature(
    List<ArrayType> arguments, List<ArrayType> results, List<String> argumentNames) {
  public ProgramSignature {
    arguments = List.copyOf(arguments);
    results = List.copyOf(results);
    argumentNames = List.copyOf(argumentNames);
    if (arguments.size() != argumentNames.size()) {
      throw new IllegalArgumentException(
          "signature: expected a name for each of %d arguments, got %d"
              .formatted(arguments.size(), argumentNames.size()));
    }
  }

  public static ProgramSignature fromWire(Signature signature) {
    return new ProgramSignature(
        signature.getArgumentsList().stream().map(WireTypes::fromWire).toList(),
        signature.getResultsList().stream().map(WireTypes::fromWire).toList(),
        signature.getArgumentNamesList());
  }

  public Signature toWire() {
    return Signature.newBuilder()
        .addAllArguments(arguments.stream().map(WireTypes::toWire).toList())
        .addAllResults(results.stream().map(WireTypes::toWire).toList())
        .addAllArgumentNames(argumentNames)
        .build();
  }
}
