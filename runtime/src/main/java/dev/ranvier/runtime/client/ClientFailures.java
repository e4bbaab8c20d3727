package dev.ranvier.runtime.client;

import dev.ranvier.proto.runtime.v1.Failure;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Versions;
import io.grpc.Status;
import io.grpc.StatusException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Makes of a status that came over the wire what a caller catches.
record ClientFailures(ServerAddress address) {
  /// A failure of a call in a session.
  RuntimeFailure of(String doing, Duration deadline, StatusException problem) {
    Optional<Failure> said = Failures.in(problem.getTrailers());
    String line = Optional.ofNullable(problem.getStatus().getDescription()).orElse("");
    return said.map(failure -> said(failure, line, problem))
        .orElseGet(() -> unsaid(doing, deadline, line, problem));
  }

  /// A failure of the first call, when it is not even known who is at the other end.
  RuntimeFailure greeting(Duration patience, StatusException problem) {
    if (Failures.in(problem.getTrailers()).isPresent()) {
      return of("connecting", patience, problem);
    }
    if (isOfTls(problem)) {
      return new RuntimeFailure.Refused(
          "runtime %s: no safe connection comes about (%s); check the certificates of both sides, and that both speak TLS"
              .formatted(address, reason(problem)),
          problem);
    }
    return switch (problem.getStatus().getCode()) {
      case UNAVAILABLE ->
          new RuntimeFailure.Unreachable(
              "runtime %s: cannot be reached (%s); is `ranvier serve` running there?"
                  .formatted(address, reason(problem)),
              problem);
      case DEADLINE_EXCEEDED ->
          new RuntimeFailure.Unreachable(
              "runtime %s: no answer in %s; is `ranvier serve` running there?"
                  .formatted(address, seconds(patience)),
              problem);
      case UNAUTHENTICATED -> refused(problem);
      default ->
          new RuntimeFailure.ProtocolMismatch(
              "runtime %s: what answers there does not speak the runtime protocol, versions %s (%s); check the address"
                  .formatted(address, Versions.SUPPORTED, reason(problem)),
              problem);
    };
  }

  private RuntimeFailure said(Failure failure, String line, StatusException problem) {
    return switch (failure.getKind()) {
      case KIND_PROTOCOL ->
          new RuntimeFailure.ProtocolMismatch(
              "runtime %s: it speaks protocol versions %s, this program %s; update the older of the two"
                  .formatted(address, Versions.of(failure.getServerVersions()), Versions.SUPPORTED),
              problem);
      case KIND_MODULE ->
          new RuntimeFailure.BadModule(line, failure.getOp(), failure.getLine(), problem);
      case KIND_ARGUMENT, KIND_REQUEST -> new RuntimeFailure.WrongArgument(line, problem);
      case KIND_HANDLE -> new RuntimeFailure.NoSuchHandle(line, problem);
      case KIND_WORKER_LOST -> new RuntimeFailure.WorkerLost(line, problem);
      case KIND_PLUGIN -> new RuntimeFailure.PluginProblem(line, problem);
      case KIND_EXECUTION -> new RuntimeFailure.ExecutionFailed(line, problem);
      case KIND_LIMIT -> new RuntimeFailure.Refused(line, retryAfter(failure), problem);
      case KIND_IDENTITY -> new RuntimeFailure.Refused(line, problem);
      case KIND_QUARANTINED -> new RuntimeFailure.Quarantined(line, problem);
      case KIND_DEADLINE -> new RuntimeFailure.DeadlinePassed(line, problem);
      case KIND_INTERNAL, KIND_UNSPECIFIED, UNRECOGNIZED ->
          new RuntimeFailure.Internal("runtime %s: %s".formatted(address, line), problem);
    };
  }

  private static Optional<Duration> retryAfter(Failure failure) {
    return failure.getRetryAfterMillis() == 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(failure.getRetryAfterMillis()));
  }

  private RuntimeFailure unsaid(
      String doing, Duration deadline, String line, StatusException problem) {
    return switch (problem.getStatus().getCode()) {
      case UNAVAILABLE ->
          new RuntimeFailure.Unreachable(
              "runtime %s: the connection broke while %s (%s); connect again"
                  .formatted(address, doing, reason(problem)),
              problem);
      case DEADLINE_EXCEEDED ->
          new RuntimeFailure.DeadlinePassed(
              "%s took longer than %s; the runtime stops it; allow more time, or run in chunks"
                  .formatted(doing, seconds(deadline)),
              problem);
      case UNAUTHENTICATED, PERMISSION_DENIED -> refused(problem);
      default ->
          new RuntimeFailure.Internal(
              "runtime %s: %s failed (%s %s)"
                  .formatted(address, doing, problem.getStatus().getCode(), line),
              problem);
    };
  }

  private RuntimeFailure.Refused refused(StatusException problem) {
    return new RuntimeFailure.Refused(
        "runtime %s: %s".formatted(address, problem.getStatus().getDescription()), problem);
  }

  private static boolean isOfTls(StatusException problem) {
    for (Throwable cause = problem.getStatus().getCause();
        cause != null;
        cause = cause.getCause()) {
      if (cause instanceof SSLException || cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  /// The innermost reason, which is the one that tells: `Connection refused`.
  private static String reason(StatusException problem) {
    Status status = problem.getStatus();
    Throwable cause = status.getCause();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String reason = cause == null ? status.getDescription() : cause.getMessage();
    return String.valueOf(reason).lines().findFirst().orElse(status.getCode().toString());
  }

  static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
