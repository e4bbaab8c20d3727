package dev.ranvier.runtime.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/// A test of what the CPU plugins alone have or do: skipped where `-Dranvier.plugin` asks for
/// another plugin than the default one.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(
    named = "ranvier.plugin",
    matches = "(?!(cpu)?$).*",
    disabledReason = "is about the CPU plugins, and -Dranvier.plugin asks for another")
public @interface OnCpuOnly {}
