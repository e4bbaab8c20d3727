package dev.ranvier.runtime.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.ranvier.runtime.codegen.CApi.CConstant;
import dev.ranvier.runtime.codegen.CApi.CEnum;
import dev.ranvier.runtime.codegen.CApi.CField;
import dev.ranvier.runtime.codegen.CApi.CStruct;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/// Writes the enums of the C API, each constant with its number, and `ApiFunction`: one constant
/// per entry of the function table, with its name in C and its offset.
final class EnumWriter {
  private final String javaPackage;

  EnumWriter(String javaPackage) {
    this.javaPackage = javaPackage;
  }

  TypeSpec constants(CEnum of) {
    var self = ClassName.get(javaPackage, JavaNames.type(of.name()));
    var type =
        TypeSpec.enumBuilder(self)
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc("{@code $L} of the PJRT C API.", of.name())
            .addField(int.class, "code", Modifier.PRIVATE, Modifier.FINAL)
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addParameter(int.class, "code")
                    .addStatement("this.code = code")
                    .build())
            .addMethod(getter("code", int.class, "The number that stands for it in C."))
            .addMethod(ofCode(self));
    for (CConstant constant : of.constants()) {
      type.addEnumConstant(
          JavaNames.constant(of.name(), constant.name()),
          TypeSpec.anonymousClassBuilder("$L", constant.value()).build());
    }
    return type.build();
  }

  private static MethodSpec ofCode(ClassName self) {
    return MethodSpec.methodBuilder("ofCode")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc("Empty for a number that this version of the C API doesn't know.")
        .addParameter(int.class, "code")
        .returns(ParameterizedTypeName.get(ClassName.get(Optional.class), self))
        .beginControlFlow("for (var constant : values())")
        .beginControlFlow("if (constant.code == code)")
        .addStatement("return $T.of(constant)", Optional.class)
        .endControlFlow()
        .endControlFlow()
        .addStatement("return $T.empty()", Optional.class)
        .build();
  }

  TypeSpec functions(CApi api, CStruct table) {
    var type =
        TypeSpec.enumBuilder(ClassName.get(javaPackage, "ApiFunction"))
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc(
                "The function table of the PJRT C API $L.$L, in its order.",
                api.major(),
                api.minor())
            .addField(String.class, "cName", Modifier.PRIVATE, Modifier.FINAL)
            .addField(long.class, "offset", Modifier.PRIVATE, Modifier.FINAL)
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addParameter(String.class, "cName")
                    .addParameter(long.class, "offset")
                    .addStatement("this.cName = cName")
                    .addStatement("this.offset = offset")
                    .build())
            .addMethod(getter("cName", String.class, "The function's name in C."))
            .addMethod(getter("offset", long.class, "Where PJRT_Api holds its pointer, in bytes."));
    for (CField function : table.functions()) {
      type.addEnumConstant(
          JavaNames.function(function.name()),
          TypeSpec.anonymousClassBuilder("$S, $L", function.name(), function.offset()).build());
    }
    return type.build();
  }

  private static MethodSpec getter(String name, Class<?> type, String doc) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc(doc)
        .returns(type)
        .addStatement("return $N", name)
        .build();
  }
}
