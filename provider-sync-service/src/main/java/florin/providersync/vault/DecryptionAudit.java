package florin.providersync.vault;

import florin.journal.database.Session;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** One row for each decryption with its purpose, committed before the key is used. */
final class DecryptionAudit {

  private static final String NOTE =
      """
      insert into vault.audit (user_id, connection_id, version, purpose, at)
      values (:user, :connection, :version, :purpose, clock_timestamp())
      """;

  private DecryptionAudit() {}

  static Mono<Void> record(
      Session session, UUID user, UUID connection, int version, String purpose) {
    return session
        .sql(NOTE)
        .bind("user", user)
        .bind("connection", connection)
        .bind("version", version)
        .bind("purpose", purpose)
        .then();
  }
}
