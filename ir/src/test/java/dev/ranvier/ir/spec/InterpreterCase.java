package dev.ranvier.ir.spec;

import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.EvaluationException;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.text.ParseException;
import dev.ranvier.ir.text.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One function of the StableHLO interpreter's tests that checks results of its own. The checks are
/// ops of a test dialect; here they become results of the function: what is checked, and what is
/// expected, by turns.
record InterpreterCase(String name, String text, List<Check> checks) {
  /// How far a case comes.
  enum Outcome {
    NOT_READ,
    NOT_EVALUATED,
    DIFFERS,
    AGREES
  }

  /// @param exact whether equal bits are asked for
  private record Check(String got, String expected, String type, boolean exact) {}

  private static final Pattern FUNCTION =
      Pattern.compile(
          "func\\.func[^@]*@(\\w+)\\(\\)\\s*\\{(.*?)\\n\\s*(?:func\\.)?return\\s*\\n\\}",
          Pattern.DOTALL);

  private static final Pattern CHECK =
      Pattern.compile(
          "check\\.expect_(almost_)?eq(_const)?\\s+(%[\\w#]+),\\s*(dense<.*?>|%[\\w#]+)\\s*"
              + ":\\s*(tensor<\\S*>)",
          Pattern.DOTALL);

  /// The functions of a file that check something and no more than this reader knows.
  static List<InterpreterCase> of(String file) {
    List<InterpreterCase> cases = new ArrayList<>();
    for (String piece : file.replaceAll("(?m)//(?! -----).*$", "").split("// -----", -1)) {
      Matcher function = FUNCTION.matcher(piece);
      while (function.find()) {
        String body = function.group(2);
        if (body.contains("check.")) {
          cases.add(of(function.group(1), body, piece.replace(function.group(), "")));
        }
      }
    }
    return cases;
  }

  private static InterpreterCase of(String name, String body, String rest) {
    List<Check> checks = new ArrayList<>();
    StringBuilder rewritten = new StringBuilder();
    Matcher check = CHECK.matcher(body);
    while (check.find()) {
      String expected = check.group(4);
      String constant = "";
      if (check.group(2) != null) {
        expected = "%expected" + checks.size();
        constant = expected + " = stablehlo.constant " + check.group(4) + " : " + check.group(5);
      }
      checks.add(new Check(check.group(3), expected, check.group(5), check.group(1) == null));
      check.appendReplacement(rewritten, Matcher.quoteReplacement(constant));
    }
    check.appendTail(rewritten);
    List<String> values = checks.stream().map(c -> c.got + ", " + c.expected).toList();
    List<String> types = checks.stream().map(c -> c.type + ", " + c.type).toList();
    String text =
        "func.func public @%s() -> (%s) {%s\n  return %s : %s\n}\n%s"
            .formatted(
                name,
                String.join(", ", types),
                rewritten,
                String.join(", ", values),
                String.join(", ", types),
                rest);
    return new InterpreterCase(name, text, checks);
  }

  Outcome outcome() {
    Module module;
    try {
      module = Parser.parse(text, name);
    } catch (ParseException refusal) {
      return Outcome.NOT_READ;
    }
    try {
      List<Tensor> results = Evaluator.evaluate(module, name, List.of());
      for (int i = 0; i < checks.size(); i++) {
        if (!agree(results.get(2 * i), results.get(2 * i + 1), checks.get(i).exact)) {
          return Outcome.DIFFERS;
        }
      }
      return Outcome.AGREES;
    } catch (EvaluationException refusal) {
      return Outcome.NOT_EVALUATED;
    }
  }

  /// Equal bits, or any NaN for any; where the test asks for no more, equal to four digits.
  private static boolean agree(Tensor got, Tensor expected, boolean exact) {
    for (int i = 0; i < got.size(); i++) {
      if (got.bits(i) == expected.bits(i)) {
        continue;
      }
      double number = expected.asDouble(i);
      boolean close =
          !exact && Math.abs(got.asDouble(i) - number) <= 1e-4 * Math.max(1, Math.abs(number));
      boolean nan =
          got.type().element().isFloat() && Double.isNaN(number) && Double.isNaN(got.asDouble(i));
      if (!close && !nan) {
        return false;
      }
    }
    return true;
  }
}
