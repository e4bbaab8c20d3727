package dev.ranvier.runtime.codegen;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/// How names of the C API are spelled in Java: `PJRT_Client_Create_Args` becomes
/// `ClientCreateArgs`, `num_options` becomes `numOptions`, `PJRT_NamedValue_kInt64List` becomes
/// `INT64_LIST`.
final class JavaNames {
  private static final Set<String> OF_EVERY_OBJECT = Set.of("toString", "hashCode", "getClass");

  private JavaNames() {}

  static String type(String c) {
    var name = new StringBuilder();
    for (String word : c.replaceFirst("^PJRT_", "").split("_", -1)) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name.toString();
  }

  static String field(String c) {
    String type = type(c);
    String name = type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    if (SourceVersion.isKeyword(name)) {
      throw new IllegalArgumentException("field " + c + " would be a keyword of Java");
    }
    return OF_EVERY_OBJECT.contains(name) ? name + "Value" : name;
  }

  static String function(String c) {
    return upper(c.replaceFirst("^PJRT_", ""));
  }

  /// The constant without the name of its enum, or without the enum's name up to its last word.
  static String constant(String enumName, String c) {
    String shorter = enumName.substring(0, enumName.lastIndexOf('_'));
    String prefix = c.startsWith(enumName + "_") ? enumName : shorter;
    if (!c.startsWith(prefix + "_")) {
      throw new IllegalArgumentException("constant " + c + " doesn't begin with " + prefix);
    }
    return upper(c.substring(prefix.length() + 1).replaceFirst("^k(?=[A-Z])", ""));
  }

  private static String upper(String camel) {
    return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z][a-z])", "_").toUpperCase(Locale.ROOT);
  }
}
