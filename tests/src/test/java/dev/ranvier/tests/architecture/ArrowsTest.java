package dev.ranvier.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The arrows between the rooms, held against the compiled classes.
final class ArrowsTest {
  private static final String IR = "dev.ranvier.ir..";
  private static final String COMPILER = "dev.ranvier.compiler..";
  private static final String ONNX = "dev.ranvier.compiler.onnx..";
  private static final String RUNTIME = "dev.ranvier.runtime..";
  private static final String PROTOCOL = "dev.ranvier.proto..";
  private static final String EXAMPLES = "dev.ranvier.examples..";

  private static JavaClasses ranvier;

  @BeforeAll
  static void importsTheRooms() {
    ranvier =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.ranvier");
    for (String room : new String[] {IR, COMPILER, RUNTIME, PROTOCOL, EXAMPLES}) {
      assertThat(ranvier.that(resideInAPackage(room))).as(room).isNotEmpty();
    }
  }

  @Test
  void irNeedsTheJdkAndJSpecifyOnly() {
    classes()
        .that()
        .resideInAPackage(IR)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(IR, "java..", "org.jspecify..")
        .check(ranvier);
  }

  @Test
  void compilerNeedsIrOnly() {
    classes()
        .that(resideInAPackage(COMPILER).and(not(resideInAPackage(ONNX))))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(COMPILER, IR, "java..", "org.jspecify..")
        .check(ranvier);
  }

  @Test
  void onnxNeedsTheMessagesOfItsFilesToo() {
    classes()
        .that()
        .resideInAPackage(ONNX)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            COMPILER,
            IR,
            "dev.ranvier.proto.onnx..",
            "com.google.protobuf..",
            "java..",
            "org.jspecify..")
        .check(ranvier);
  }

  @Test
  void runtimeKnowsTheCompilerInSessionsAndTrainingOnly() {
    noClasses()
        .that()
        .resideInAPackage(RUNTIME)
        .and()
        .resideOutsideOfPackages("dev.ranvier.runtime.session..", "dev.ranvier.runtime.train..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(COMPILER)
        .check(ranvier);
  }

  @Test
  void runtimeKnowsTheIrInAdmissionSessionsAndTrainingOnly() {
    noClasses()
        .that()
        .resideInAPackage(RUNTIME)
        .and()
        .resideOutsideOfPackages(
            "dev.ranvier.runtime.session..",
            "dev.ranvier.runtime.train..",
            "dev.ranvier.runtime.admission..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(IR)
        .check(ranvier);
  }

  @Test
  void theFrontNeverReachesAPlugin() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.ranvier.runtime.server..",
            "dev.ranvier.runtime.client..",
            "dev.ranvier.runtime.session..",
            "dev.ranvier.runtime.train..",
            "dev.ranvier.runtime.admission..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.ranvier.runtime.pjrt..")
        .check(ranvier);
  }

  @Test
  void nativeCallsStandInPjrtOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.ranvier.runtime.pjrt..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Linker.class, SymbolLookup.class, FunctionDescriptor.class)
        .check(ranvier);
  }

  @Test
  void javaPoetStandsInCodeGenerationOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.ranvier..codegen..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.palantir.javapoet..")
        .check(ranvier);
  }

  @Test
  void passesNeverSeeTheDsl() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.ranvier.compiler.pass..",
            "dev.ranvier.compiler.queue..",
            "dev.ranvier.compiler.target..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.ranvier.compiler.dsl..")
        .check(ranvier);
  }

  @Test
  void nothingKnowsTheExamples() {
    noClasses()
        .that(not(resideInAnyPackage(EXAMPLES, "dev.ranvier.tests..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(EXAMPLES)
        .check(ranvier);
  }

  @Test
  void noCodeLooksAtItselfByReflection() {
    noClasses()
        .that(not(resideInAnyPackage(PROTOCOL)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.reflect..")
        .check(ranvier);
  }

  @Test
  void packagesFormNoCycles() {
    slices()
        .matching("dev.ranvier.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(resideInAPackage(PROTOCOL), alwaysTrue())
        .check(ranvier);
  }
}
