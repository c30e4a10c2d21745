package florin.journal.web;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The stored answers of writes, in the transaction of their effects. Open for tests. */
class IdempotencyStore {

  private static final String FIND =
      """
      select body_hash, status, body, headers::text as headers, lease_until < clock_timestamp() as lapsed
      from journal.idempotency
      where user_id = :user and method = :method and route = :route and key = :key
      """;

  private static final String STORE =
      """
      insert into journal.idempotency (user_id, method, route, key, body_hash, status, body, headers, lease_until, created_at)
      values (:user, :method, :route, :key, :hash, :status, :body, :headers::jsonb, null, clock_timestamp())
      on conflict (user_id, method, route, key) do update
      set status = excluded.status, body = excluded.body, headers = excluded.headers, lease_until = null, lease_id = null
      """;

  private static final String LEASE =
      """
      insert into journal.idempotency (user_id, method, route, key, body_hash, lease_id, lease_until, created_at)
      values (:user, :method, :route, :key, :hash, :lease, clock_timestamp() + :term::interval, clock_timestamp())
      on conflict (user_id, method, route, key) do update
      set lease_id = excluded.lease_id, lease_until = excluded.lease_until
      """;

  private static final String HOLDS =
      """
      select exists (
        select from journal.idempotency
        where user_id = :user and method = :method and route = :route and key = :key
          and status is null and lease_id = :lease) as held
      """;

  private static final String RELEASE =
      """
      delete from journal.idempotency
      where user_id = :user and method = :method and route = :route and key = :key
        and status is null and lease_id = :lease
      """;

  /** The values stored beside the body. */
  record StoredRow(@Nullable Integer version, @Nullable String location, @Nullable UUID changeId) {}

  private final JsonMapper json;

  IdempotencyStore(JsonMapper json) {
    this.json = json;
  }

  /**
   * The answer of the first request with this key, empty if there was none.
   *
   * @throws Rejection {@code idempotency-key-reused} for another body, {@code request-running}
   *     under a live lease
   */
  Mono<Optional<StoredResponse>> find(Session session, UUID user, Caller.IdempotencyKey key) {
    return bindKey(session.sql(FIND), user, key)
        .map(
            row -> {
              if (!Arrays.equals(Columns.bytes(row, "body_hash"), key.bodyHash())) {
                throw new Rejection(
                    ProblemType.IDEMPOTENCY_KEY_REUSED.code(),
                    "Idempotency-Key: '" + key.key() + "' was used with another body",
                    "Idempotency-Key");
              }
              Integer status = row.get("status", Integer.class);
              if (status == null) {
                return inProgress(Boolean.TRUE.equals(row.get("lapsed", Boolean.class)), key);
              }
              return Optional.of(
                  stored(status, row.get("body", ByteBuffer.class), Columns.text(row, "headers")));
            })
        .one()
        .defaultIfEmpty(Optional.empty());
  }

  private static Optional<StoredResponse> inProgress(boolean lapsed, Caller.IdempotencyKey key) {
    if (lapsed) {
      return Optional.empty();
    }
    throw new Rejection(
        ProblemType.REQUEST_RUNNING.code(),
        "Idempotency-Key: '" + key.key() + "' is being worked on",
        "Idempotency-Key");
  }

  private StoredResponse stored(int status, @Nullable ByteBuffer body, String headers) {
    StoredRow storedRow = json.readValue(headers, StoredRow.class);
    return new StoredResponse(
        status,
        Optional.ofNullable(storedRow.version()),
        Optional.ofNullable(storedRow.location()).map(java.net.URI::create),
        Optional.ofNullable(storedRow.changeId()),
        Optional.ofNullable(body).map(IdempotencyStore::bytes));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /**
   * Stores a response as it is sent.
   *
   * @param type of the body, as the handler declares it
   */
  <T> Mono<Void> store(
      Session session,
      UUID user,
      Caller.IdempotencyKey key,
      CommandResponse<T> commandResponse,
      Class<T> type) {
    StoredRow storedRow =
        new StoredRow(
            commandResponse.version().orElse(null),
            commandResponse.location().map(Object::toString).orElse(null),
            commandResponse.changeId().orElse(null));
    var statement =
        bindKey(session.sql(STORE), user, key)
            .bind("hash", ByteBuffer.wrap(key.bodyHash()))
            .bind("status", commandResponse.status())
            .bind("headers", json.writeValueAsString(storedRow));
    return commandResponse
        .body()
        .map(body -> ByteBuffer.wrap(json.writerFor(type).writeValueAsBytes(body)))
        .map(bytes -> statement.bind("body", bytes))
        .orElseGet(() -> statement.bindNull("body", ByteBuffer.class))
        .then();
  }

  /** Takes the lease, new or lapsed; the caller has looked with {@link #find} before. */
  Mono<Void> lease(
      Session session, UUID user, Caller.IdempotencyKey key, UUID lease, Duration term) {
    return bindKey(session.sql(LEASE), user, key)
        .bind("hash", ByteBuffer.wrap(key.bodyHash()))
        .bind("lease", lease)
        .bind("term", term.toMillis() + " milliseconds")
        .then();
  }

  /**
   * Whether the lease was not taken over since; an expired one that no other request took is still
   * held.
   */
  Mono<Boolean> holdsLease(Session session, UUID user, Caller.IdempotencyKey key, UUID lease) {
    return bindKey(session.sql(HOLDS), user, key)
        .bind("lease", lease)
        .map(row -> Columns.bool(row, "held"))
        .one();
  }

  /** Gives the lease back, if it is still this one. */
  Mono<Void> release(Session session, UUID user, Caller.IdempotencyKey key, UUID lease) {
    return bindKey(session.sql(RELEASE), user, key).bind("lease", lease).then();
  }

  private static org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec bindKey(
      org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec statement,
      UUID user,
      Caller.IdempotencyKey key) {
    return statement
        .bind("user", user)
        .bind("method", key.method())
        .bind("route", key.route())
        .bind("key", key.key());
  }
}
