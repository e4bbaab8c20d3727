package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.Api;
import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.ErrorCode;
import dev.ranvier.runtime.pjrt.capi.ErrorDestroyArgs;
import dev.ranvier.runtime.pjrt.capi.ErrorGetCodeArgs;
import dev.ranvier.runtime.pjrt.capi.ErrorMessageArgs;
import dev.ranvier.runtime.pjrt.capi.EventAwaitArgs;
import dev.ranvier.runtime.pjrt.capi.EventDestroyArgs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.Map;

/// The function table of one loaded plugin. What lies past the table's own stated size is absent,
/// whatever the bytes there say: an older plugin's table is shorter than the one this binding
/// knows.
final class LoadedApi {
  private final String name;
  private final ApiVersion version;
  private final Map<ApiFunction, MemorySegment> functions = new EnumMap<>(ApiFunction.class);

  LoadedApi(String name, Api table) {
    this.name = name;
    this.version = version(table);
    long size = table.structSize();
    MemorySegment memory = Native.sized(table.segment(), size);
    for (ApiFunction function : ApiFunction.values()) {
      if (function.offset() + ValueLayout.ADDRESS.byteSize() <= size) {
        MemorySegment pointer = memory.get(ValueLayout.ADDRESS, function.offset());
        if (pointer.address() != 0) {
          functions.put(function, pointer);
        }
      }
    }
  }

  static ApiVersion version(Api table) {
    var version = table.pjrtApiVersion();
    return new ApiVersion(version.majorVersion(), version.minorVersion());
  }

  ApiVersion version() {
    return version;
  }

  boolean has(ApiFunction function) {
    return functions.containsKey(function);
  }

  /// Calls a function of the table; an error that it returns is thrown, and freed.
  void call(ApiFunction function, MemorySegment arguments) {
    throwIfError(function.cName(), Native.call(pointer(function), arguments));
  }

  private void throwIfError(String function, MemorySegment error) {
    if (error.address() != 0) {
      throw exception(function, error);
    }
  }

  private MemorySegment pointer(ApiFunction function) {
    MemorySegment pointer = functions.get(function);
    if (pointer == null) {
      throw new PluginException(
          PluginException.Reason.LACKS_FUNCTION,
          "plugin "
              + name
              + " (PJRT API "
              + version
              + ") lacks "
              + function.cName()
              + "; use a newer plugin");
    }
    return pointer;
  }

  private PjrtException exception(String function, MemorySegment error) {
    try (Arena arena = Arena.ofConfined()) {
      var message = ErrorMessageArgs.allocate(arena).error(error);
      Native.callVoid(pointer(ApiFunction.ERROR_MESSAGE), message.segment());
      String detail = Native.text(message.message(), message.messageSize());
      var code = ErrorGetCodeArgs.allocate(arena).error(error);
      boolean coded =
          Native.call(pointer(ApiFunction.ERROR_GET_CODE), code.segment()).address() == 0;
      var destroy = ErrorDestroyArgs.allocate(arena).error(error);
      Native.callVoid(pointer(ApiFunction.ERROR_DESTROY), destroy.segment());
      var known = coded ? ErrorCode.ofCode(code.code()) : ErrorCode.ofCode(-1);
      return new PjrtException(known.orElse(ErrorCode.UNKNOWN), function, detail);
    }
  }

  /// Waits until an event of the plugin has come, and frees it; its error, if it has one, is thrown
  /// as one of `function`. No event is one that has come.
  void await(String function, MemorySegment event) {
    if (event.address() == 0) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      var await = EventAwaitArgs.allocate(arena).event(event);
      MemorySegment error = Native.call(pointer(ApiFunction.EVENT_AWAIT), await.segment());
      call(ApiFunction.EVENT_DESTROY, EventDestroyArgs.allocate(arena).event(event).segment());
      throwIfError(function, error);
    }
  }
}
