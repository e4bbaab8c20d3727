package dev.ranvier.runtime.protocol;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.CompileHeader;
import dev.ranvier.proto.runtime.v1.CompileRequest;
import dev.ranvier.proto.runtime.v1.Failure.Kind;
import dev.ranvier.runtime.checksum.Sha256;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Puts a module's text together from the parts of a Compile call: a header, then the text in
/// pieces. Never holds more than was announced, nor more than is allowed.
public final class ModuleCollector {
  private final long mostBytes;
  private @Nullable CompileHeader header;
  private ByteString text = ByteString.EMPTY;

  public ModuleCollector(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /// @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if the part is out of order,
  ///   RESOURCE_EXHAUSTED if the text is too large
  public void add(CompileRequest part) {
    switch (part.getPartCase()) {
      case HEADER -> begin(part.getHeader());
      case TEXT -> append(part.getText());
      case PART_NOT_SET ->
          throw Failures.request("compile: expected a header or text, got neither");
    }
  }

  /// The text, once it is all there.
  ///
  /// @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if bytes are missing or damaged
  public ByteString finish() {
    CompileHeader announced = header();
    if (text.size() != announced.getTextBytes()) {
      throw Failures.request(
          "compile: expected %d bytes of text, got %d"
              .formatted(announced.getTextBytes(), text.size()));
    }
    if (!sha256(text).equals(announced.getSha256())) {
      throw Failures.request("compile: the text is damaged (SHA-256); send it again");
    }
    return text;
  }

  /// The header, once it is there.
  public CompileHeader header() {
    if (header == null) {
      throw Failures.request("compile: expected a header first");
    }
    return header;
  }

  public static ByteString sha256(ByteString text) {
    MessageDigest digest = Sha256.begin();
    text.asReadOnlyByteBufferList().forEach(digest::update);
    return ByteString.copyFrom(digest.digest());
  }

  private void begin(CompileHeader announced) {
    if (header != null) {
      throw Failures.request("compile: expected text, got a second header");
    }
    if (announced.getTextBytes() < 0 || announced.getTextBytes() > mostBytes) {
      throw Failures.of(
          Kind.KIND_LIMIT,
          "module \"%s\": expected at most %d bytes of text, got %s; split the program, or pass large constants as arguments"
              .formatted(
                  announced.getName(), mostBytes, Long.toUnsignedString(announced.getTextBytes())));
    }
    header = announced;
  }

  private void append(ByteString piece) {
    if (piece.size() > header().getTextBytes() - text.size()) {
      throw Failures.request(
          "compile: expected %d bytes of text, got more".formatted(header().getTextBytes()));
    }
    text = text.concat(piece);
  }
}
