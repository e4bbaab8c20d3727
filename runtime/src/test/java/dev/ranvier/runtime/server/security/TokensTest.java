package dev.ranvier.runtime.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.ranvier.proto.runtime.v1.Failure;
import dev.ranvier.proto.runtime.v1.FreeRequest;
import dev.ranvier.proto.runtime.v1.HelloRequest;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc.RuntimeBlockingV2Stub;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.SessionHeader;
import dev.ranvier.runtime.protocol.Versions;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.testing.TestServer;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Row 19 of the table of acceptance figures, the part about tokens: what is shown, and what comes
/// of it.
@Timeout(120)
class TokensTest {
  private static final String ISSUER = "https://identity.test";
  private static final String AUDIENCE = "ranvier";
  private static final String ALICE = "the-token-of-alice";
  private static final String BOB = "the-token-of-bob";
  private static final String WATCHER = "the-token-of-the-watcher";
  private static final Duration RELOAD = Duration.ofMillis(50);

  @TempDir private static Path folder;
  private static ECKey key;
  private static Path keys;
  private static RuntimeServer server;
  private static ManagedChannel channel;

  @BeforeAll
  static void startServer() throws Exception {
    key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
    keys = folder.resolve("keys.json");
    publish(key);
    SecuritySettings security =
        SecuritySettings.NONE
            .withTenants(
                Tenant.withToken("alice", TokenDigest.of(ALICE), Role.RUN),
                Tenant.withToken("bob", TokenDigest.of(BOB), Role.RUN, Role.INFER),
                Tenant.withToken("watcher", TokenDigest.of(WATCHER), Role.OBSERVE))
            .withSigned(SignedTokenSettings.of(keys, ISSUER, AUDIENCE).withReload(RELOAD));
    server = TestServer.start(settings -> settings.withSecurity(security));
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
  }

  @AfterAll
  static void stopServer() {
    channel.shutdownNow();
    server.close();
  }

  @Test
  void takesTokenOfTenant() {
    try (var client = connect(ALICE)) {
      assertThat(client.devices()).hasSize(1);
    }
  }

  @Test
  void takesSignedToken() throws Exception {
    try (var client = connect(signed(claims -> claims))) {
      assertThat(client.devices()).hasSize(1);
    }
  }

  @Test
  void refusesCallerThatShowsNothing() {
    assertUnidentified(RuntimeGrpc.newBlockingV2Stub(channel));
  }

  @Test
  void refusesUnknownToken() {
    assertUnidentified("the-token-of-nobody");
    assertUnidentified("");
    assertUnidentified(ALICE + "x");
  }

  @Test
  void refusesSignedTokenWithoutSignature() throws Exception {
    assertUnidentified(new PlainJWT(good(Instant.now()).build()).serialize());
    String[] parts = signed(claims -> claims).split("\\.", -1);
    String none = base64("{\"alg\":\"none\"}");
    assertUnidentified(none + "." + parts[1] + ".");
    assertUnidentified(none + "." + parts[1] + "." + parts[2]);
  }

  @Test
  void refusesPublicKeyUsedAsSharedSecret() throws Exception {
    SignedJWT forged =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(),
            good(Instant.now()).build());
    forged.sign(new MACSigner(key.toECPublicKey().getEncoded()));
    assertUnidentified(forged.serialize());
  }

  @Test
  void refusesTokenForAnotherAudience() throws Exception {
    assertUnidentified(signed(claims -> claims.audience("another-service")));
    assertUnidentified(signed(claims -> claims.audience(List.of())));
  }

  @Test
  void refusesTokenOfAnotherIssuer() throws Exception {
    assertUnidentified(signed(claims -> claims.issuer("https://elsewhere.test")));
  }

  @Test
  void allowsClocksToDifferALittleAndNoMore() throws Exception {
    Instant now = Instant.now();
    connect(signed(claims -> claims.expirationTime(at(now.minusSeconds(10))))).close();
    connect(signed(claims -> claims.notBeforeTime(at(now.plusSeconds(10))))).close();
    assertUnidentified(signed(claims -> claims.expirationTime(at(now.minusSeconds(40)))));
    assertUnidentified(signed(claims -> claims.notBeforeTime(at(now.plusSeconds(60)))));
  }

  @Test
  void refusesTokenThatNeverExpiresOrIsOfNobody() throws Exception {
    assertUnidentified(signed(claims -> claims.expirationTime(null)));
    assertUnidentified(signed(claims -> claims.subject(null)));
    assertUnidentified(signed(claims -> claims.subject(" ")));
  }

  @Test
  void refusesTokenThatWasChanged() throws Exception {
    String[] parts = signed(claims -> claims).split("\\.", -1);
    String other = base64(good(Instant.now()).subject("mallory").build().toString());
    assertUnidentified(parts[0] + "." + other + "." + parts[2]);
  }

  @Test
  void refusesTokenSignedByAnotherKeyUntilThatIsPublished() throws Exception {
    ECKey other = new ECKeyGenerator(Curve.P_256).keyID("two").generate();
    String token = signed(other, good(Instant.now()).build());
    assertUnidentified(token);
    publish(key, other);
    for (int i = 0; i < 100 && !isTaken(token); i++) {
      Thread.sleep(RELOAD.toMillis());
    }
    connect(token).close();
  }

  @Test
  void rolesOfSignedTokenAreThoseThatItTells() throws Exception {
    StatusException refused =
        refusal(hello(signed(claims -> claims.claim("roles", List.of("observe", "king")))));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void tenantWithoutTheRoleIsDenied() {
    StatusException refused = refusal(hello(WATCHER));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(refused.getStatus().getDescription())
        .isEqualTo(
            "ranvier.runtime.v1.Runtime/Hello: \"watcher\" may not call it, which needs the role run; ask the operator for it");
    assertThat(kind(refused)).isEqualTo(Failure.Kind.KIND_IDENTITY);
  }

  @Test
  void sessionOfAnotherTenantIsNotThere() throws Exception {
    Handle session = new Handle(hello(ALICE).hello(request()).getSession());
    FreeRequest nothing = FreeRequest.getDefaultInstance();
    assertThat(SessionHeader.in(session, hello(ALICE)).free(nothing).getFreed()).isZero();
    assertThatThrownBy(() -> SessionHeader.in(session, hello(BOB)).free(nothing))
        .isInstanceOf(StatusException.class)
        .hasMessageContaining("NOT_FOUND");
  }

  @Test
  void clientSaysThatItWasRefusedAndNotWithWhat() {
    assertThatThrownBy(() -> connect("the-token-of-nobody"))
        .isInstanceOf(RuntimeFailure.Refused.class)
        .hasMessageContaining("token")
        .hasMessageNotContaining("the-token-of-nobody")
        .hasMessageNotContaining("\n");
  }

  private static boolean isTaken(String token) {
    try {
      connect(token).close();
      return true;
    } catch (RuntimeFailure.Refused refused) {
      return false;
    }
  }

  private static void assertUnidentified(String token) {
    assertUnidentified(hello(token));
  }

  private static void assertUnidentified(RuntimeBlockingV2Stub stub) {
    StatusException refused = refusal(stub);
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(kind(refused)).isEqualTo(Failure.Kind.KIND_IDENTITY);
  }

  private static StatusException refusal(RuntimeBlockingV2Stub stub) {
    try {
      var reply = stub.hello(request());
      throw new AssertionError("expected a refusal, got " + reply);
    } catch (StatusException refused) {
      return refused;
    }
  }

  private static Failure.Kind kind(StatusException refused) {
    return Failures.in(refused.getTrailers()).orElseThrow().getKind();
  }

  private static RuntimeBlockingV2Stub hello(String token) {
    return RuntimeGrpc.newBlockingV2Stub(new AccessToken(token).showingOn(channel))
        .withDeadlineAfter(Duration.ofSeconds(20));
  }

  private static HelloRequest request() {
    return HelloRequest.newBuilder().setVersions(Versions.SUPPORTED.toWire()).build();
  }

  private static RuntimeClient connect(String token) {
    return RuntimeClient.connect(
        "127.0.0.1:" + server.port(), ClientOptions.DEFAULT.withToken(new AccessToken(token)));
  }

  private static String signed(UnaryOperator<JWTClaimsSet.Builder> changes) throws Exception {
    return signed(key, changes.apply(good(Instant.now())).build());
  }

  private static String signed(ECKey signer, JWTClaimsSet claims) throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signer.getKeyID()).build(), claims);
    token.sign(new ECDSASigner(signer));
    return token.serialize();
  }

  private static JWTClaimsSet.Builder good(Instant now) {
    return new JWTClaimsSet.Builder()
        .subject("carol")
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .expirationTime(at(now.plusSeconds(600)));
  }

  private static void publish(ECKey... published) throws Exception {
    Files.writeString(keys, new JWKSet(List.of(published)).toPublicJWKSet().toString());
  }

  private static Date at(Instant instant) {
    return Date.from(instant);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
