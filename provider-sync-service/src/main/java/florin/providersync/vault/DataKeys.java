package florin.providersync.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import florin.journal.Columns;
import florin.journal.Detached;
import florin.journal.Ids;
import florin.journal.Session;
import florin.journal.Sessions;
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
  private record Kept(UUID id, String wrappedBy, byte[] wrapped) {}

  /** A key by its id; empty if it is retired. */
  Mono<DataKey> named(Session session, UUID id) {
    return Mono.defer(
        () -> {
          DataKey known = open.getIfPresent(id);
          return known == null
              ? session.sql(NAMED).bind("key", id).map(DataKeys::kept).one().flatMap(this::opened)
              : Mono.just(known);
        });
  }

  /** The same, in a transaction of its own. */
  Mono<DataKey> named(UUID id) {
    return Detached.from(sessions.in("begin read only", session -> named(session, id)));
  }

  /** The key that tokens are encrypted with now. The first caller of an installation makes it. */
  Mono<DataKey> primary() {
    return Detached.from(sessions.in("begin", this::primary));
  }

  Mono<DataKey> primary(Session session) {
    return stored(session)
        .switchIfEmpty(
            Mono.defer(() -> fresh().flatMap(fresh -> store(session, fresh)).then(stored(session))))
        .flatMap(this::opened);
  }

  private static Mono<Kept> stored(Session session) {
    return Mono.defer(() -> session.sql(PRIMARY).map(DataKeys::kept).one());
  }

  private static Mono<Void> store(Session session, Kept fresh) {
    return session
        .sql(FIRST)
        .bind("key", fresh.id())
        .bind("kek", fresh.wrappedBy())
        .bind("wrapped", ByteBuffer.wrap(fresh.wrapped()))
        .then();
  }

  /** Encrypts with a new key from here on; the old one only decrypts. */
  Mono<DataKey> renew(Session session, DataKey former) {
    return fresh()
        .flatMap(
            fresh ->
                session
                    .sql(RETIRE)
                    .bind("key", former.id())
                    .then()
                    .then(Mono.defer(() -> store(session, fresh))))
        .then(Mono.defer(() -> primary(session)));
  }

  private Mono<Kept> fresh() {
    return source
        .current()
        .publishOn(Schedulers.boundedElastic())
        .map(key -> new Kept(Ids.next(), key.id(), Envelope.wrapNew(key)));
  }

  private Mono<DataKey> opened(Kept kept) {
    DataKey known = open.getIfPresent(kept.id());
    return known == null
        ? source
            .named(kept.wrappedBy())
            .publishOn(Schedulers.boundedElastic())
            .map(key -> new DataKey(kept.id(), Envelope.unwrap(kept.wrapped(), key)))
            .doOnNext(key -> open.put(key.id(), key))
        : Mono.just(known);
  }

  void forget(UUID id) {
    open.invalidate(id);
  }

  // The keys of months.

  /** The key of what arrives in a month; the month's partition is there when the key is. */
  Mono<DataKey> ofMonth(YearMonth month) {
    Mono<DataKey> found = Detached.from(sessions.in("begin read only", s -> ofMonth(s, month)));
    return found.switchIfEmpty(
        Mono.defer(
            () ->
                Detached.from(sessions.in("begin", s -> begun(s, month).then(ofMonth(s, month))))));
  }

  private Mono<DataKey> ofMonth(Session session, YearMonth month) {
    return Mono.defer(
            () -> session.sql(OF_MONTH).bind("month", month.atDay(1)).map(DataKeys::kept).one())
        .flatMap(this::opened);
  }

  private Mono<Boolean> begun(Session session, YearMonth month) {
    return fresh()
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
  Mono<DataKey> opening(UUID id, UUID user, UUID connection, String purpose) {
    return Detached.from(
        sessions.in(
            "begin",
            session ->
                named(session, id)
                    .flatMap(
                        key -> Audit.note(session, user, connection, 0, purpose).thenReturn(key))));
  }

  Mono<List<YearMonth>> months() {
    return sessions.in(
        "begin read only",
        session ->
            session
                .sql(MONTHS)
                .map(row -> YearMonth.from(Columns.date(row, "month")))
                .all()
                .collectList());
  }

  /** Drops what arrived in a month, and its key with it. */
  Mono<Boolean> close(YearMonth month) {
    LocalDate first = month.atDay(1);
    return Detached.from(
        sessions.in(
            "begin",
            session ->
                session
                    .sql(OF_MONTH)
                    .bind("month", first)
                    .map(DataKeys::kept)
                    .one()
                    .doOnNext(kept -> forget(kept.id()))
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
                Detached.from(
                    sessions.in(
                        "begin",
                        session ->
                            foreign(session, current)
                                .flatMapMany(Flux::fromIterable)
                                .concatMap(kept -> rewrap(session, kept, current))
                                .count())));
  }

  private static Mono<List<Kept>> foreign(Session session, KeyEncryptionKey current) {
    return session.sql(FOREIGN).bind("kek", current.id()).map(DataKeys::kept).all().collectList();
  }

  private Mono<Long> rewrap(Session session, Kept kept, KeyEncryptionKey current) {
    return source
        .named(kept.wrappedBy())
        .publishOn(Schedulers.boundedElastic())
        .map(former -> Envelope.rewrap(kept.wrapped(), former, current))
        .flatMap(
            wrapped ->
                session
                    .sql(REWRAP)
                    .bind("kek", current.id())
                    .bind("wrapped", ByteBuffer.wrap(wrapped))
                    .bind("key", kept.id())
                    .bind("former", kept.wrappedBy())
                    .fetch()
                    .rowsUpdated());
  }

  /** Whether the source answers. */
  Mono<Optional<String>> away() {
    return source
        .current()
        .map(_ -> Optional.<String>empty())
        .onErrorResume(KeysAway.class, away -> Mono.just(Optional.of(message(away))));
  }

  private static String message(KeysAway away) {
    return String.valueOf(away.getMessage());
  }

  private static Kept kept(Readable row) {
    return new Kept(
        Columns.uuid(row, "key_id"), Columns.text(row, "kek_id"), Columns.bytes(row, "wrapped"));
  }
}
