package florin.providersync.vault;

import florin.journal.database.Columns;
import florin.journal.database.NonCancellable;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.providersync.provider.AccessToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Stores one token per connection. It is encrypted together with the identity of its row, so that a
 * ciphertext copied to another row cannot be decrypted. Every decryption names its purpose, which
 * is committed before the key is used.
 */
@Component
public class Vault {

  /** The purpose of a decryption. */
  public enum Use {
    SYNC("sync"),
    REPAIR("repair"),
    REMOVAL("removal");

    private final String wireName;

    Use(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }
  }

  private static final String PRIMARY = "select vault.primary_key() as key_id";
  private static final String LATEST = "select vault.latest(:connection) as version";
  private static final String PUT = "select vault.put(:connection, :version, :key, :ciphertext)";
  private static final String DESTROY = "select vault.destroy(:connection)";
  private static final String DESTROY_BEFORE = "select vault.destroy_before(:connection, :version)";

  private static final String FIND =
      """
      select version, key_id, ciphertext from vault.token
      where user_id = :user and connection_id = :connection
      order by version desc limit 1
      """;

  private static final int FIRST_VERSION = 1;

  private final Sessions sessions;
  private final DataKeys keys;

  Vault(@Qualifier("vaultSessions") Sessions sessions, DataKeys keys) {
    this.sessions = sessions;
    this.keys = keys;
  }

  /**
   * Whether a token could be stored now; checked before a token is fetched that exists nowhere
   * else.
   *
   * @throws KeysUnavailable if not
   */
  public Mono<Void> demandReady() {
    return keys.primary().then();
  }

  /**
   * Puts a new connection's token away, in the transaction that links it. The transaction's user
   * owns it.
   */
  public Mono<Void> put(Session session, UUID user, UUID connection, AccessToken token) {
    return put(session, user, connection, FIRST_VERSION, token);
  }

  /**
   * Puts a token in the place of the one before, which is destroyed.
   *
   * @return its version
   */
  public Mono<Integer> replace(Session session, UUID user, UUID connection, AccessToken token) {
    return session
        .sql(LATEST)
        .bind("connection", connection)
        .map(row -> Columns.integer(row, "version") + 1)
        .one()
        .flatMap(
            version ->
                put(session, user, connection, version, token)
                    .then(Mono.defer(() -> destroyBefore(session, connection, version)))
                    .thenReturn(version));
  }

  private Mono<Void> put(
      Session session, UUID user, UUID connection, int version, AccessToken token) {
    byte[] plain = token.reveal().getBytes(StandardCharsets.UTF_8);
    return primary(session)
        .flatMap(
            key ->
                session
                    .sql(PUT)
                    .bind("connection", connection)
                    .bind("version", version)
                    .bind("key", key.id())
                    .bind(
                        "ciphertext",
                        ByteBuffer.wrap(key.seal(plain, place(user, connection, version))))
                    .then());
  }

  /** The key to encrypt with, held until the end of the transaction. */
  private Mono<DataKey> primary(Session session) {
    return session
        .sql(PRIMARY)
        .map(row -> Optional.ofNullable(row.get("key_id", UUID.class)))
        .one()
        .flatMap(Mono::justOrEmpty)
        .flatMap(keys::byId)
        .switchIfEmpty(Mono.error(() -> new IllegalStateException("the vault has no key")));
  }

  private static Mono<Void> destroyBefore(Session session, UUID connection, int version) {
    return session
        .sql(DESTROY_BEFORE)
        .bind("connection", connection)
        .bind("version", version)
        .then();
  }

  /** Destroys every token of a connection, in the transaction that removes it. */
  public Mono<Void> destroy(Session session, UUID connection) {
    return session.sql(DESTROY).bind("connection", connection).then();
  }

  /**
   * The token of a connection; empty if it was destroyed.
   *
   * @throws KeysUnavailable if it cannot be decrypted at the moment
   */
  public Mono<AccessToken> open(UUID user, UUID connection, Use use) {
    Mono<StoredToken> found =
        sessions.transaction("begin", session -> find(session, user, connection, use.wireName()));
    return NonCancellable.run(found)
        .retryWhen(Retry.backoff(3, Duration.ofMillis(20)).filter(KeyRetired.class::isInstance))
        .map(shut -> shut.open(user, connection));
  }

  /** A token and the key to it. */
  private record StoredToken(EncryptedToken shut, DataKey key) {
    AccessToken open(UUID user, UUID connection) {
      byte[] plain = key.open(shut.ciphertext(), place(user, connection, shut.version()));
      return AccessToken.of(new String(plain, StandardCharsets.UTF_8));
    }
  }

  private record EncryptedToken(int version, UUID key, byte[] ciphertext) {}

  /** The row was encrypted anew, and its key retired, after it was read. */
  private static final class KeyRetired extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyRetired(UUID key) {
      super("data key " + key + " is retired", null, false, false);
    }
  }

  private Mono<StoredToken> find(Session session, UUID user, UUID connection, String purpose) {
    return session
        .sql(FIND)
        .bind("user", user)
        .bind("connection", connection)
        .map(
            row ->
                new EncryptedToken(
                    Columns.integer(row, "version"),
                    Columns.uuid(row, "key_id"),
                    Columns.bytes(row, "ciphertext")))
        .one()
        .flatMap(shut -> withKey(session, shut))
        .flatMap(storedToken -> audited(session, user, connection, purpose, storedToken));
  }

  private Mono<StoredToken> withKey(Session session, EncryptedToken shut) {
    return keys.byId(session, shut.key())
        .switchIfEmpty(Mono.error(() -> new KeyRetired(shut.key())))
        .map(key -> new StoredToken(shut, key));
  }

  private static Mono<StoredToken> audited(
      Session session, UUID user, UUID connection, String purpose, StoredToken storedToken) {
    return DecryptionAudit.record(session, user, connection, storedToken.shut().version(), purpose)
        .thenReturn(storedToken);
  }

  /** The associated data of a token: its row, user, field and version. */
  static String place(UUID user, UUID connection, int version) {
    return "provider-sync|%s|%s|access-token|%d".formatted(user, connection, version);
  }
}
