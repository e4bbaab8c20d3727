package dev.ranvier.runtime.server.config;

/// Something in a file that is not as it should be.
///
/// @param line from 1
/// @param text what it is about, what was expected, what was got
public record Mistake(int line, String text) {}
