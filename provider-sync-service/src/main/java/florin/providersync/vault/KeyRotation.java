package florin.providersync.vault;

import florin.journal.CommitSignal;
import florin.journal.PeriodicTask;
import florin.journal.database.Columns;
import florin.journal.database.NonCancellable;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.database.UnnestColumns;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Rotates keys while the service runs: every data key is wrapped with the current key-encryption
 * key, a new data key encrypts from then on, and rows of the old one are encrypted again in
 * batches. An old key is deleted when no row uses it any more. All progress is in the tables, so
 * another process can continue it.
 */
@Component
class KeyRotation {

  private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);
  private static final int BATCH = 200;

  private static final String RETIRING =
      "select count(*) as keys from vault.data_key where purpose = 'token' and state = 'retiring'";

  private static final String STATE =
      """
      select k.key_id, k.purpose, k.state, to_char(k.month, 'YYYY-MM') as month, k.kek_id, k.made_at,
          (select count(*) from vault.token t where t.key_id = k.key_id) as tokens
      from vault.data_key k order by k.made_at, k.key_id
      """;

  private static final String BATCH_OF_OLD =
      """
      select t.user_id, t.connection_id, t.version, t.key_id, t.ciphertext
      from vault.token t join vault.data_key k using (key_id)
      where k.purpose = 'token' and k.state = 'retiring'
      order by t.key_id, t.connection_id, t.version limit :batch
      """;

  private static final String AUDIT =
      """
      insert into vault.audit (user_id, connection_id, version, purpose, at)
      select t.user_id, t.connection_id, t.version, 'rewrap', clock_timestamp()
      from unnest(:users::uuid[], :connections::uuid[], :versions::int[]) as t (user_id, connection_id, version)
      """;

  private static final String RESEAL =
      """
      update vault.token t set key_id = :key, ciphertext = n.ciphertext
      from unnest(:connections::uuid[], :versions::int[], :keys::uuid[], :ciphertexts::bytea[])
        as n (connection_id, version, key_id, ciphertext)
      where t.connection_id = n.connection_id and t.version = n.version and t.key_id = n.key_id
      """;

  private static final String RETIRED =
      """
      delete from vault.data_key k
      where k.purpose = 'token' and k.state = 'retiring'
        and not exists (select from vault.token t where t.key_id = k.key_id)
      returning key_id
      """;

  private static final String OLD_AUDIT =
      "delete from vault.audit where at < clock_timestamp() - :kept * interval '1 second'";

  private final Sessions sessions;
  private final DataKeys keys;
  private final VaultProperties properties;
  private final CommitSignal commitSignal = new CommitSignal();

  KeyRotation(
      @Qualifier("vaultSessions") Sessions sessions, DataKeys keys, VaultProperties properties) {
    this.sessions = sessions;
    this.keys = keys;
    this.properties = properties;
  }

  /** A key as an operator sees it. */
  record KeyState(
      UUID id,
      String purpose,
      String state,
      @org.jspecify.annotations.Nullable String month,
      String wrappedBy,
      Instant madeAt,
      long tokens) {}

  /**
   * The state of the keys.
   *
   * @param rotating whether rows are still encrypted with an old key
   */
  record State(boolean rotating, List<KeyState> keys) {
    static State of(List<KeyState> keys) {
      return new State(keys.stream().anyMatch(key -> key.state().equals("retiring")), keys);
    }
  }

  Mono<State> state() {
    return sessions.transaction(
        "begin read only",
        session ->
            session
                .sql(STATE)
                .map(
                    row ->
                        new KeyState(
                            Columns.uuid(row, "key_id"),
                            Columns.text(row, "purpose"),
                            Columns.text(row, "state"),
                            row.get("month", String.class),
                            Columns.text(row, "kek_id"),
                            Columns.instant(row, "made_at"),
                            Columns.number(row, "tokens")))
                .all()
                .collectList()
                .map(State::of));
  }

  /** Begins a rotation, unless one is under way: that one goes on. */
  Mono<State> begin() {
    return keys.rewrap()
        .doOnNext(count -> log.info("{} data keys wrapped with another key", count))
        .then(NonCancellable.run(sessions.transaction("begin", this::newDataKey)))
        .then(Mono.defer(this::state))
        .doOnNext(_ -> commitSignal.signal());
  }

  private Mono<DataKey> newDataKey(Session session) {
    return keys.primary(session)
        .flatMap(
            primary ->
                session
                    .sql(RETIRING)
                    .map(row -> Columns.number(row, "keys"))
                    .one()
                    .flatMap(
                        retiring ->
                            retiring == 0 ? keys.renew(session, primary) : Mono.just(primary)));
  }

  // Row by row.

  @Bean
  PeriodicTask dataKeyRotation() {
    return new PeriodicTask(
        "data keys are rotated", properties.upkeep(), this::run, commitSignal.signals());
  }

  private Mono<Void> run() {
    return batch()
        .repeat()
        .takeUntil(rows -> rows == 0)
        .then(Mono.defer(this::retire))
        .then(Mono.defer(this::forgetAudit));
  }

  private record Row(UUID user, UUID connection, int version, UUID key, byte[] ciphertext) {
    String place() {
      return Vault.place(user, connection, version);
    }

    Row with(byte[] resealed) {
      return new Row(user, connection, version, key, resealed);
    }
  }

  private Mono<Integer> batch() {
    return NonCancellable.run(sessions.transaction("begin", KeyRotation::rowsOfOldKeys))
        .flatMap(rows -> rows.isEmpty() ? Mono.just(0) : reencryptAll(rows));
  }

  /** Rows of old keys; that they are going to be opened is committed with this. */
  private static Mono<List<Row>> rowsOfOldKeys(Session session) {
    return session
        .sql(BATCH_OF_OLD)
        .bind("batch", BATCH)
        .map(
            row ->
                new Row(
                    Columns.uuid(row, "user_id"),
                    Columns.uuid(row, "connection_id"),
                    Columns.integer(row, "version"),
                    Columns.uuid(row, "key_id"),
                    Columns.bytes(row, "ciphertext")))
        .all()
        .collectList()
        .flatMap(rows -> rows.isEmpty() ? Mono.just(rows) : audit(session, rows).thenReturn(rows));
  }

  private static Mono<Void> audit(Session session, List<Row> rows) {
    return session
        .sql(AUDIT)
        .bind("users", UnnestColumns.column(rows, UUID.class, Row::user))
        .bind("connections", UnnestColumns.column(rows, UUID.class, Row::connection))
        .bind("versions", UnnestColumns.column(rows, Integer.class, Row::version))
        .then();
  }

  private Mono<Integer> reencryptAll(List<Row> rows) {
    return keys.primary()
        .flatMap(
            fresh ->
                Flux.fromIterable(rows)
                    .concatMap(row -> reencrypt(row, fresh))
                    .collectList()
                    .flatMap(
                        shut ->
                            NonCancellable.run(
                                sessions.transaction("begin", s -> updateRows(s, fresh, shut)))))
        .thenReturn(rows.size());
  }

  private Mono<Row> reencrypt(Row row, DataKey fresh) {
    return keys.byId(row.key())
        .map(
            former ->
                row.with(fresh.seal(former.open(row.ciphertext(), row.place()), row.place())));
  }

  private static Mono<Long> updateRows(Session session, DataKey fresh, List<Row> rows) {
    return session
        .sql(RESEAL)
        .bind("key", fresh.id())
        .bind("connections", UnnestColumns.column(rows, UUID.class, Row::connection))
        .bind("versions", UnnestColumns.column(rows, Integer.class, Row::version))
        .bind("keys", UnnestColumns.column(rows, UUID.class, Row::key))
        .bind("ciphertexts", UnnestColumns.column(rows, byte[].class, Row::ciphertext))
        .fetch()
        .rowsUpdated();
  }

  /** A token that was put away meanwhile keeps its key; that one is retired the next time. */
  private Mono<Void> retire() {
    return NonCancellable.run(sessions.transaction("begin", KeyRotation::retired))
        .doOnNext(gone -> gone.forEach(this::evict))
        .onErrorResume(
            DataIntegrityViolationException.class, _ -> Mono.fromRunnable(commitSignal::signal))
        .then();
  }

  private void evict(UUID key) {
    keys.forget(key);
    log.info("data key {} is retired", key);
  }

  private static Mono<List<UUID>> retired(Session session) {
    return session.sql(RETIRED).map(row -> Columns.uuid(row, "key_id")).all().collectList();
  }

  private Mono<Void> forgetAudit() {
    return NonCancellable.run(
        sessions.transaction(
            "begin",
            session ->
                session.sql(OLD_AUDIT).bind("kept", properties.auditKept().toSeconds()).then()));
  }
}
