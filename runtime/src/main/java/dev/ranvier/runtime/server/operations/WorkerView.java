package dev.ranvier.runtime.server.operations;

/// What an operator sees of a worker.
///
/// @param pid of its process; 0 while none is up
/// @param deaths how many workers the device set has lost
/// @param arrayBytes of arrays that sessions hold in it
public record WorkerView(String deviceSet, long pid, int deaths, long arrayBytes) {
  public boolean isUp() {
    return pid != 0;
  }
}
