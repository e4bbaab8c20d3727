package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Carry;
import dev.ranvier.proto.runtime.v1.ChunkedRun;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.proto.runtime.v1.Feed;
import dev.ranvier.proto.runtime.v1.Immediate;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.protocol.Arguments;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.ProgramSignature;
import dev.ranvier.runtime.protocol.WireTypes;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/// Holds an Execute request against the program's signature and the session's arrays: plugins check
/// no more than the number of bytes.
final class ExecuteCheck {
  private static final int MOST_ITERATIONS = 10_000_000;

  private final ExecuteRequest request;
  private final ChunkedRun chunked;
  private final Held.OfExecutable program;
  private final ProgramSignature signature;
  private final FrontSession session;
  private final Set<Integer> fed = new HashSet<>();
  private final Set<Integer> immediate = new HashSet<>();

  ExecuteCheck(ExecuteRequest request, Held.OfExecutable program, FrontSession session) {
    this.request = request;
    this.chunked = request.getChunked();
    this.program = program;
    this.signature = program.signature();
    this.session = session;
  }

  /// @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, NOT_FOUND or ABORTED at the first
  ///   thing that is wrong
  void run() {
    Arguments.countMismatch(
            program.name(), signature.arguments().size(), request.getArgumentsCount())
        .ifPresent(
            line -> {
              throw Failures.request(line);
            });
    if (request.hasChunked()) {
      check(!request.getBringResults(), () -> "execute: only a plain run brings its results");
      checkChunked();
    }
    request.getImmediatesList().forEach(this::checkImmediate);
    for (int i = 0; i < request.getArgumentsCount(); i++) {
      if (!fed.contains(i) && !immediate.contains(i)) {
        checkArgument(i, request.getArguments(i));
      }
    }
    checkDonated();
  }

  private void checkChunked() {
    int iterations = chunked.getIterations();
    check(
        iterations >= 1 && iterations <= MOST_ITERATIONS,
        () ->
            "chunked run: expected 1 to %d iterations, got %s"
                .formatted(MOST_ITERATIONS, Integer.toUnsignedString(iterations)));
    chunked.getFeedsList().forEach(this::checkFeed);
    Set<Integer> results = new HashSet<>();
    Set<Integer> arguments = new HashSet<>();
    for (Carry carry : chunked.getCarriesList()) {
      checkCarry(carry);
      check(
          results.add(carry.getResult()) && arguments.add(carry.getArgument()),
          () ->
              "chunked run: result %d and argument %d: each is carried at most once"
                  .formatted(carry.getResult(), carry.getArgument()));
    }
  }

  private void checkFeed(Feed feed) {
    int argument = feed.getArgument();
    checkIndex("feed: argument", argument, signature.arguments().size());
    check(fed.add(argument), () -> "feed: argument %d is fed twice".formatted(argument));
    check(
        feed.getArraysCount() == chunked.getIterations(),
        () ->
            "feed: argument %s: expected an array for each of %d iterations, got %d"
                .formatted(label(argument), chunked.getIterations(), feed.getArraysCount()));
    feed.getArraysList().forEach(bits -> checkArgument(argument, bits));
  }

  private void checkCarry(Carry carry) {
    checkIndex("carry: result", carry.getResult(), signature.results().size());
    checkIndex("carry: argument", carry.getArgument(), signature.arguments().size());
    check(
        !fed.contains(carry.getArgument()),
        () -> "carry: argument %s is fed already".formatted(label(carry.getArgument())));
    ArrayType result = signature.results().get(carry.getResult());
    ArrayType argument = signature.arguments().get(carry.getArgument());
    check(
        result.equals(argument),
        () ->
            "carry: result %d is %s, but argument %s is %s; carry between equal types"
                .formatted(carry.getResult(), result, label(carry.getArgument()), argument));
  }

  private void checkImmediate(Immediate given) {
    int argument = given.getArgument();
    checkIndex("immediate: argument", argument, signature.arguments().size());
    check(
        !fed.contains(argument) && immediate.add(argument),
        () -> "immediate: argument %s is given twice".formatted(label(argument)));
    ArrayType type = WireTypes.fromWire(given.getType());
    checkType(argument, type);
    check(
        type.bytes() <= Chunks.AT_ONCE_BYTES,
        () ->
            "immediate: argument %s: expected at most %d bytes, got %d; upload it"
                .formatted(label(argument), Chunks.AT_ONCE_BYTES, type.bytes()));
  }

  private void checkArgument(int index, ByteString bits) {
    checkType(index, session.array(new Handle(bits)).type());
  }

  private void checkType(int index, ArrayType got) {
    ArrayType expected = signature.arguments().get(index);
    Arguments.mismatch(index, signature.argumentNames().get(index), expected, got)
        .ifPresent(
            line -> {
              throw Failures.argument(index, line);
            });
  }

  private void checkDonated() {
    Set<ByteString> donated = new HashSet<>();
    for (int index : request.getDonatedList()) {
      checkIndex("donated: argument", index, signature.arguments().size());
      check(
          !fed.contains(index),
          () -> "donated: argument %s is fed; feeds stay as they are".formatted(label(index)));
      check(
          !immediate.contains(index),
          () -> "donated: argument %s is immediate, and nobody's".formatted(label(index)));
      check(
          donated.add(request.getArguments(index)),
          () -> "donated: argument %s: its array is donated twice".formatted(label(index)));
    }
    for (int index = 0; index < request.getArgumentsCount(); index++) {
      int i = index;
      check(
          request.getDonatedList().contains(i) || !donated.contains(request.getArguments(i)),
          () ->
              "donated: argument %s is passed an array that another argument donates"
                  .formatted(label(i)));
    }
  }

  private static void checkIndex(String what, int index, int count) {
    check(
        index >= 0 && index < count,
        () ->
            "%s: expected an index below %d, got %s"
                .formatted(what, count, Integer.toUnsignedString(index)));
  }

  private String label(int argument) {
    return Arguments.label(argument, signature.argumentNames().get(argument));
  }

  /// @param line what is wrong if it does not hold; not written otherwise, since most calls are in
  ///   order and have to be fast
  private static void check(boolean holds, Supplier<String> line) {
    if (!holds) {
      throw Failures.request(line.get());
    }
  }
}
