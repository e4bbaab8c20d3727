package dev.ranvier.runtime.admission;

import com.google.protobuf.ByteString;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.protocol.ProgramSignature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// STAND-IN until the parser lands: reads main's signature by pattern.
public final class Admission {
  private final AdmissionLimits limits;

  public Admission(AdmissionLimits limits) {
    this.limits = limits;
  }

  public AdmissionLimits limits() {
    return limits;
  }

  public ProgramSignature admit(String name, ByteString text) {
    Matcher main =
        Pattern.compile("@main\\((.*?)\\)\\s*->\\s*(.*?)\\{\\s*\\n", Pattern.DOTALL)
            .matcher(text.toStringUtf8());
    if (!main.find()) {
      throw new ModuleRejected(
          "module \"%s\": no main".formatted(name), "", 1, 1, new RuntimeException());
    }
    List<ArrayType> in = types(main.group(1));
    return new ProgramSignature(in, types(main.group(2)), in.stream().map(_ -> "").toList());
  }

  private static List<ArrayType> types(String text) {
    List<ArrayType> types = new ArrayList<>();
    Matcher m = Pattern.compile("tensor<((?:[0-9]+x)*)([a-z][a-zA-Z0-9]*)>").matcher(text);
    while (m.find()) {
      long[] dims =
          Arrays.stream(m.group(1).split("x", -1))
              .filter(s -> !s.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
      types.add(ArrayType.of(DType.ofSpelling(m.group(2)).orElseThrow(), dims));
    }
    return types;
  }
}
