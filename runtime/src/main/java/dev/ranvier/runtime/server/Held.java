package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.protocol.ProgramSignature;

/// What a session holds in a worker, as far as the front knows it.
sealed interface Held {
  /// Where it lives; when that worker dies, so does it.
  WorkerLink link();

  /// Enters it in an account.
  ///
  /// @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED if there is no room
  void enter(Account account);

  /// Takes it out of the account.
  void leave(Account account);

  /// An array on a device.
  record OfArray(ArrayType type, WorkerLink link) implements Held {
    @Override
    public void enter(Account account) {
      account.takeDevice(type.bytes());
    }

    @Override
    public void leave(Account account) {
      account.giveDevice(type.bytes());
    }
  }

  /// A compiled program.
  ///
  /// @param module the SHA-256 of its text
  record OfExecutable(String name, ByteString module, ProgramSignature signature, WorkerLink link)
      implements Held {
    @Override
    public void enter(Account account) {
      account.addExecutable();
    }

    @Override
    public void leave(Account account) {
      account.removeExecutable();
    }
  }
}
