package dev.ranvier.runtime.codegen;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.ranvier.runtime.codegen.CApi.CField;
import dev.ranvier.runtime.codegen.CApi.CKind;
import dev.ranvier.runtime.codegen.CApi.CStruct;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import javax.lang.model.element.Modifier;

/// Writes the accessor record of one struct: `allocate` gives zeroed memory that states its size,
/// `at` views memory of the plugin, and each field has a getter and a setter at a constant offset.
final class StructWriter {
  private final String javaPackage;
  private final CStruct struct;
  private final ClassName self;

  StructWriter(String javaPackage, CStruct struct) {
    this.javaPackage = javaPackage;
    this.struct = struct;
    this.self = ClassName.get(javaPackage, JavaNames.type(struct.name()));
  }

  TypeSpec write() {
    var component = MethodSpec.constructorBuilder().addParameter(MemorySegment.class, "segment");
    var type =
        TypeSpec.recordBuilder(self)
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc("{@code $L} of the PJRT C API.", struct.name())
            .recordConstructor(component.build())
            .addField(
                constant("SIZEOF", struct.size(), "Bytes with padding: the stride of arrays."))
            .addField(constant("USED", struct.used(), "Bytes up to the end of the last field."))
            .addMethod(allocate())
            .addMethod(at());
    for (CField field : struct.fields()) {
      addAccessors(type, field);
    }
    return type.build();
  }

  private static FieldSpec constant(String name, int value, String doc) {
    return FieldSpec.builder(long.class, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc(doc)
        .initializer("$L", value)
        .build();
  }

  private MethodSpec allocate() {
    var method =
        MethodSpec.methodBuilder("allocate")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addJavadoc("Zeroed memory, with the size stated where the struct has a place for it.")
            .addParameter(SegmentAllocator.class, "allocator")
            .returns(self)
            .addStatement("var segment = allocator.allocate(SIZEOF, $L)", struct.alignment())
            .addStatement("segment.fill((byte) 0)");
    if (struct.statesItsSize()) {
      method.addStatement("segment.set($T.JAVA_LONG, 0, USED)", ValueLayout.class);
    }
    return method.addStatement("return new $T(segment)", self).build();
  }

  private MethodSpec at() {
    return MethodSpec.methodBuilder("at")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc("A view of the struct that a pointer of the plugin points to.")
        .addAnnotation(
            AnnotationSpec.builder(SuppressWarnings.class)
                .addMember("value", "$S", "restricted")
                .build())
        .addParameter(MemorySegment.class, "pointer")
        .returns(self)
        .addStatement("return new $T(pointer.reinterpret(SIZEOF))", self)
        .build();
  }

  private void addAccessors(TypeSpec.Builder type, CField field) {
    switch (field.kind()) {
      case CKind.Scalar scalar -> {
        type.addMethod(getter(field, scalar));
        type.addMethod(setter(field, scalar));
      }
      case CKind.Nested nested -> type.addMethod(slice(field, nested.struct()));
      case CKind.Function function -> {} // listed in ApiFunction instead
    }
  }

  private static MethodSpec getter(CField field, CKind.Scalar kind) {
    return MethodSpec.methodBuilder(JavaNames.field(field.name()))
        .addModifiers(Modifier.PUBLIC)
        .returns(javaType(kind))
        .addStatement(
            "return segment.get($T.$L, $L)", ValueLayout.class, layout(kind), field.offset())
        .build();
  }

  private MethodSpec setter(CField field, CKind.Scalar kind) {
    return MethodSpec.methodBuilder(JavaNames.field(field.name()))
        .addModifiers(Modifier.PUBLIC)
        .addParameter(javaType(kind), "value")
        .returns(self)
        .addStatement(
            "segment.set($T.$L, $L, value)", ValueLayout.class, layout(kind), field.offset())
        .addStatement("return this")
        .build();
  }

  private MethodSpec slice(CField field, CStruct nested) {
    var type = ClassName.get(javaPackage, JavaNames.type(nested.name()));
    return MethodSpec.methodBuilder(JavaNames.field(field.name()))
        .addModifiers(Modifier.PUBLIC)
        .returns(type)
        .addStatement("return new $T(segment.asSlice($L, $T.SIZEOF))", type, field.offset(), type)
        .build();
  }

  private static TypeName javaType(CKind.Scalar kind) {
    return switch (kind) {
      case PTR -> TypeName.get(MemorySegment.class);
      case LONG -> TypeName.LONG;
      case INT -> TypeName.INT;
      case FLOAT -> TypeName.FLOAT;
      case BOOL -> TypeName.BOOLEAN;
    };
  }

  private static String layout(CKind.Scalar kind) {
    return switch (kind) {
      case PTR -> "ADDRESS";
      case LONG -> "JAVA_LONG";
      case INT -> "JAVA_INT";
      case FLOAT -> "JAVA_FLOAT";
      case BOOL -> "JAVA_BOOLEAN";
    };
  }
}
