package florin.providersync.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import florin.journal.database.Columns;
import florin.journal.database.NonCancellable;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.stream.Ids;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The data keys: stored wrapped, kept open in memory for minutes. */
@Component
class DataKeys {

  private static final String NAMED =
      "select key_id, kek_id, wrapped from vault.data_key where key_id = :key";

  private static final String PRIMARY =
      """
      select key_id, kek_id, wrapped from vault.data_key where purpose = 'token' and state = 'primary'
      """;

  private static final String FIRST =
      """
      insert into vault.data_key (key_id, purpose, state, kek_id, wrapped, made_at)
      values (:key, 'token', 'primary', :kek, :wrapped, clock_timestamp())
      on conflict (purpose) where state = 'primary' and purpose = 'token' do nothing
      """;

  private static final String RETIRE =
      """
      update vault.data_key set state = 'retiring'
      where purpose = 'token' and state = 'primary' and key_id = :key
      """;

  private static final String OF_MONTH =
      "select key_id, kek_id, wrapped from vault.data_key where purpose = 'payload' and month ="
          + " :month";

  private static final String OPEN_MONTH =
      "select vault.open_month(:month, :key, :kek, :wrapped) as opened";

  private static final String CLOSE_MONTH = "select vault.close_month(:month) as closed";

  private static final String MONTHS =
      "select month from vault.data_key where purpose = 'payload' order by month";

  private static final String FOREIGN =
      "select key_id, kek_id, wrapped from vault.data_key where kek_id <> :kek order by key_id";

  private static final String REWRAP =
      """
      update vault.data_key set kek_id = :kek, wrapped = :wrapped where key_id = :key and kek_id = :former
      """;

  private static final int MOST_KEYS = 100;

  private final KeySource source;
  private final Sessions sessions;
  private final Cache<UUID, DataKey> open;

  DataKeys(
      KeySource source, @Qualifier("vaultSessions") Sessions sessions, VaultProperties properties) {
    this.source = source;
    this.sessions = sessions;
    this.open =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterWrite(properties.keyCache())
            .build();
  }

  /** A data key as it is stored. */
  private record CachedKey(UUID id, String wrappedBy, byte[] wrapped) {}

  /** A key by its id; empty if it is retired. */
  Mono<DataKey> byId(Session session, UUID id) {
    return Mono.defer(
        () -> {
          DataKey known = open.getIfPresent(id);
          return known == null
              ? session
                  .sql(NAMED)
                  .bind("key", id)
                  .map(DataKeys::fromRow)
                  .one()
                  .flatMap(this::unwrap)
              : Mono.just(known);
        });
  }

  /** The same, in a transaction of its own. */
  Mono<DataKey> byId(UUID id) {
    return NonCancellable.run(
        sessions.transaction("begin read only", session -> byId(session, id)));
  }

  /** The key that tokens are encrypted with now. The first caller of an installation makes it. */
  Mono<DataKey> primary() {
    return NonCancellable.run(sessions.transaction("begin", this::primary));
  }

  Mono<DataKey> primary(Session session) {
    return stored(session)
        .switchIfEmpty(
            Mono.defer(
                () -> newKey().flatMap(fresh -> store(session, fresh)).then(stored(session))))
        .flatMap(this::unwrap);
  }

  private static Mono<CachedKey> stored(Session session) {
    return Mono.defer(() -> session.sql(PRIMARY).map(DataKeys::fromRow).one());
  }

  private static Mono<Void> store(Session session, CachedKey fresh) {
    return session
        .sql(FIRST)
        .bind("key", fresh.id())
        .bind("kek", fresh.wrappedBy())
        .bind("wrapped", ByteBuffer.wrap(fresh.wrapped()))
        .then();
  }

  /** Encrypts with a new key from here on; the old one only decrypts. */
  Mono<DataKey> renew(Session session, DataKey former) {
    return newKey()
        .flatMap(
            fresh ->
                session
                    .sql(RETIRE)
                    .bind("key", former.id())
                    .then()
                    .then(Mono.defer(() -> store(session, fresh))))
        .then(Mono.defer(() -> primary(session)));
  }

  private Mono<CachedKey> newKey() {
    return source
        .current()
        .publishOn(Schedulers.boundedElastic())
        .map(key -> new CachedKey(Ids.next(), key.id(), EnvelopeEncryption.wrapNew(key)));
  }

  private Mono<DataKey> unwrap(CachedKey cachedKey) {
    DataKey known = open.getIfPresent(cachedKey.id());
    return known == null
        ? source
            .named(cachedKey.wrappedBy())
            .publishOn(Schedulers.boundedElastic())
            .map(
                key ->
                    new DataKey(
                        cachedKey.id(), EnvelopeEncryption.unwrap(cachedKey.wrapped(), key)))
            .doOnNext(key -> open.put(key.id(), key))
        : Mono.just(known);
  }

  void forget(UUID id) {
    open.invalidate(id);
  }

  // The keys of months.

  /** The key of a month's payloads; the month's partition exists when the key does. */
  Mono<DataKey> ofMonth(YearMonth month) {
    Mono<DataKey> found =
        NonCancellable.run(sessions.transaction("begin read only", s -> ofMonth(s, month)));
    return found.switchIfEmpty(
        Mono.defer(
            () ->
                NonCancellable.run(
                    sessions.transaction(
                        "begin", s -> monthExists(s, month).then(ofMonth(s, month))))));
  }

  private Mono<DataKey> ofMonth(Session session, YearMonth month) {
    return Mono.defer(
            () -> session.sql(OF_MONTH).bind("month", month.atDay(1)).map(DataKeys::fromRow).one())
        .flatMap(this::unwrap);
  }

  private Mono<Boolean> monthExists(Session session, YearMonth month) {
    return newKey()
        .flatMap(
            fresh ->
                session
                    .sql(OPEN_MONTH)
                    .bind("month", month.atDay(1))
                    .bind("key", fresh.id())
                    .bind("kek", fresh.wrappedBy())
                    .bind("wrapped", ByteBuffer.wrap(fresh.wrapped()))
                    .map(row -> Columns.bool(row, "opened"))
                    .one());
  }

  /** The same key, to decrypt with; that is committed before it is handed out. */
  Mono<DataKey> openForDecryption(UUID id, UUID user, UUID connection, String purpose) {
    return NonCancellable.run(
        sessions.transaction(
            "begin",
            session ->
                byId(session, id)
                    .flatMap(
                        key ->
                            DecryptionAudit.record(session, user, connection, 0, purpose)
                                .thenReturn(key))));
  }

  Mono<List<YearMonth>> months() {
    return sessions.transaction(
        "begin read only",
        session ->
            session
                .sql(MONTHS)
                .map(row -> YearMonth.from(Columns.date(row, "month")))
                .all()
                .collectList());
  }

  /** Drops the payloads of a month, and their key. */
  Mono<Boolean> close(YearMonth month) {
    LocalDate first = month.atDay(1);
    return NonCancellable.run(
        sessions.transaction(
            "begin",
            session ->
                session
                    .sql(OF_MONTH)
                    .bind("month", first)
                    .map(DataKeys::fromRow)
                    .one()
                    .doOnNext(cachedKey -> forget(cachedKey.id()))
                    .then(
                        Mono.defer(
                            () ->
                                session
                                    .sql(CLOSE_MONTH)
                                    .bind("month", first)
                                    .map(row -> Columns.bool(row, "closed"))
                                    .one()))));
  }

  // The key-encryption key.

  /**
   * Wraps every data key with the current key-encryption key.
   *
   * @return how many had another one
   */
  Mono<Long> rewrap() {
    return source
        .current()
        .flatMap(
            current ->
                NonCancellable.run(
                    sessions.transaction(
                        "begin",
                        session ->
                            wrappedWithOther(session, current)
                                .flatMapMany(Flux::fromIterable)
                                .concatMap(cachedKey -> rewrap(session, cachedKey, current))
                                .count())));
  }

  private static Mono<List<CachedKey>> wrappedWithOther(Session session, KeyEncryptionKey current) {
    return session
        .sql(FOREIGN)
        .bind("kek", current.id())
        .map(DataKeys::fromRow)
        .all()
        .collectList();
  }

  private Mono<Long> rewrap(Session session, CachedKey cachedKey, KeyEncryptionKey current) {
    return source
        .named(cachedKey.wrappedBy())
        .publishOn(Schedulers.boundedElastic())
        .map(former -> EnvelopeEncryption.rewrap(cachedKey.wrapped(), former, current))
        .flatMap(
            wrapped ->
                session
                    .sql(REWRAP)
                    .bind("kek", current.id())
                    .bind("wrapped", ByteBuffer.wrap(wrapped))
                    .bind("key", cachedKey.id())
                    .bind("former", cachedKey.wrappedBy())
                    .fetch()
                    .rowsUpdated());
  }

  /** Whether the source answers. */
  Mono<Optional<String>> sourceFailure() {
    return source
        .current()
        .map(_ -> Optional.<String>empty())
        .onErrorResume(KeysUnavailable.class, away -> Mono.just(Optional.of(message(away))));
  }

  private static String message(KeysUnavailable away) {
    return String.valueOf(away.getMessage());
  }

  private static CachedKey fromRow(Readable row) {
    return new CachedKey(
        Columns.uuid(row, "key_id"), Columns.text(row, "kek_id"), Columns.bytes(row, "wrapped"));
  }
}
