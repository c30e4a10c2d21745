package florin.providersync.vault;

import com.google.crypto.tink.Aead;
import florin.journal.Columns;
import florin.journal.Detached;
import florin.journal.Session;
import florin.journal.Sessions;
import florin.providersync.provider.AccessToken;
import io.r2dbc.pool.ConnectionPool;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps one token per connection. It is encrypted together with the row it belongs to, so that a
 * ciphertext copied to another row does not open.
 */
@Component
public class Vault {

  private static final String PUT = "select vault.put(:connection, :version, :ciphertext)";
  private static final String DESTROY = "select vault.destroy(:connection)";

  private static final String FIND =
      """
      select version, ciphertext from vault.token
      where user_id = :user and connection_id = :connection
      order by version desc limit 1
      """;

  private static final String KEYSET = "select wrapped from vault.keyset";

  private static final String NEW_KEYSET =
      """
      insert into vault.keyset (wrapped, made_at) values (:wrapped, clock_timestamp())
      on conflict (id) do nothing
      """;

  private static final int FIRST_VERSION = 1;

  private final Sessions sessions;
  private final Envelope envelope;
  private final Mono<Aead> keys;

  Vault(@Qualifier("vaultPool") ConnectionPool pool, VaultProperties properties) {
    this.sessions = new Sessions(pool);
    this.envelope = new Envelope(properties.key());
    this.keys = Mono.defer(this::loadKeys).cacheInvalidateIf(_ -> false);
  }

  /**
   * Puts a new connection's token away, in the transaction that links it. The transaction's user
   * owns it.
   */
  public Mono<Void> put(Session session, UUID user, UUID connection, AccessToken token) {
    byte[] bound = binding(user, connection, FIRST_VERSION);
    return keys.map(aead -> seal(aead, token, bound))
        .flatMap(
            ciphertext ->
                session
                    .sql(PUT)
                    .bind("connection", connection)
                    .bind("version", FIRST_VERSION)
                    .bind("ciphertext", ByteBuffer.wrap(ciphertext))
                    .then());
  }

  /** Destroys every token of a connection, in the transaction that removes it. */
  public Mono<Void> destroy(Session session, UUID connection) {
    return session.sql(DESTROY).bind("connection", connection).then();
  }

  /** The token of a connection; empty if it was destroyed. */
  public Mono<AccessToken> open(UUID user, UUID connection) {
    Mono<Sealed> found = sessions.in("begin read only", session -> find(session, user, connection));
    return Detached.from(found).zipWith(keys, (kept, aead) -> unseal(aead, kept, user, connection));
  }

  private record Sealed(int version, byte[] ciphertext) {}

  private static Mono<Sealed> find(Session session, UUID user, UUID connection) {
    return session
        .sql(FIND)
        .bind("user", user)
        .bind("connection", connection)
        .map(row -> new Sealed(Columns.integer(row, "version"), Columns.bytes(row, "ciphertext")))
        .one();
  }

  private static byte[] seal(Aead aead, AccessToken token, byte[] bound) {
    try {
      return aead.encrypt(token.reveal().getBytes(StandardCharsets.UTF_8), bound);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static AccessToken unseal(Aead aead, Sealed sealed, UUID user, UUID connection) {
    try {
      byte[] bound = binding(user, connection, sealed.version());
      return AccessToken.of(
          new String(aead.decrypt(sealed.ciphertext(), bound), StandardCharsets.UTF_8));
    } catch (GeneralSecurityException damaged) {
      throw new IllegalStateException("token of connection " + connection + ": damaged", damaged);
    }
  }

  private static byte[] binding(UUID user, UUID connection, int version) {
    return "provider-sync|%s|%s|access-token|%d"
        .formatted(user, connection, version)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The first process of an installation makes the keyset; whoever comes second takes it. */
  private Mono<Aead> loadKeys() {
    Mono<byte[]> stored =
        sessions.in(
            "begin",
            session ->
                keyset(session)
                    .flatMap(
                        found ->
                            found
                                .map(Mono::just)
                                .orElseGet(() -> makeKeyset(session).then(keptKeyset(session)))));
    return Detached.from(stored).map(envelope::open);
  }

  private static Mono<Optional<byte[]>> keyset(Session session) {
    return session
        .sql(KEYSET)
        .map(row -> Optional.of(Columns.bytes(row, "wrapped")))
        .one()
        .defaultIfEmpty(Optional.empty());
  }

  private static Mono<byte[]> keptKeyset(Session session) {
    return Mono.defer(() -> keyset(session)).map(Optional::orElseThrow);
  }

  private Mono<Void> makeKeyset(Session session) {
    return session.sql(NEW_KEYSET).bind("wrapped", ByteBuffer.wrap(envelope.newKeyset())).then();
  }
}
