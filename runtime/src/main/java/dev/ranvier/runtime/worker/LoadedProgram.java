package dev.ranvier.runtime.worker;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Origin;
import dev.ranvier.runtime.pjrt.Executable;

/// One session's hold on an executable, which it may share with other sessions: nothing in it
/// changes when it runs. Closing it gives up the hold.
///
/// @param module the SHA-256 of the module's text
record LoadedProgram(Executable executable, ByteString module, Origin origin, Runnable release)
    implements AutoCloseable {
  @Override
  public void close() {
    release.run();
  }
}
