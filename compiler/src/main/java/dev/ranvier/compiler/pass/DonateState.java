package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.type.ElementType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Says of each argument that is handed on from call to call that the result of the same name may
/// be written over it (`tf.aliasing_output`), so that a long run needs no second state. A function
/// without named ports hands nothing on.
public final class DonateState {
  private DonateState() {}

  public static Module run(Module module) {
    return module.withFunctions(
        module.functions().stream()
            .map(function -> isDonor(function) ? donate(function) : function)
            .toList());
  }

  private static boolean isDonor(Function function) {
    return function.isPublic()
        && function.argumentAttributes().stream().anyMatch(PortAttributes::isPort);
  }

  private static Function donate(Function function) {
    Signature signature = PortAttributes.signatureOf(function);
    List<Map<String, Attribute>> attributes = new ArrayList<>();
    for (int i = 0; i < signature.inputs().size(); i++) {
      attributes.add(donated(function.argumentAttributes().get(i), signature, i));
    }
    return new Function(
        function.name(),
        function.isPublic(),
        function.body(),
        attributes,
        function.resultAttributes(),
        function.location());
  }

  private static Map<String, Attribute> donated(
      Map<String, Attribute> said, Signature signature, int argument) {
    Port input = signature.inputs().get(argument);
    int result = signature.outputs().indexOf(input);
    boolean isHandedOn = input.role() == Role.STATE || input.role() == Role.COUNT;
    if (!isHandedOn || result < 0) {
      return said;
    }
    Map<String, Attribute> more = new LinkedHashMap<>(said);
    more.put("tf.aliasing_output", new Attribute.Int(result, ElementType.I32));
    return more;
  }
}
