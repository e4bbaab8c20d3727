package dev.ranvier.runtime.pjrt;

import com.google.protobuf.ByteString;

/// A program after the plugin's compiler: the plugin's name for the format (`hlo_with_config`: a
/// protocol buffer of XLA's HLO), and the bytes.
public record CompiledProgram(String format, ByteString code) {}
