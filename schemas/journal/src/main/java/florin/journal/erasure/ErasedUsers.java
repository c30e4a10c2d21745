package florin.journal.erasure;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of {@code mirror.erased_user}: the users to erase, and the state of each erasure. */
public final class ErasedUsers {

  private static final String MARK =
      """
      insert into mirror.erased_user (user_id, erased_at)
      select u, clock_timestamp() from unnest(:users::uuid[]) as u order by u
      on conflict do nothing
      """;

  private static final String OPEN =
      """
      select user_id from mirror.erased_user
      where deleted_at is null and next_at <= clock_timestamp()
      order by next_at limit :limit
      """;

  private static final String DELETED =
      """
      update mirror.erased_user set deleted_at = clock_timestamp()
      where user_id = :user and deleted_at is null
      """;

  private static final String LATER =
      """
      update mirror.erased_user
      set attempts = attempts + 1,
          next_at = clock_timestamp() + least(power(2, least(attempts, 20)), 3600) * :pause::interval
      where user_id = :user
      """;

  /** Of users whose wish is parked, as versions before this one did behind an unreadable record. */
  private static final String PARKED =
      """
      insert into mirror.erased_user (user_id, erased_at)
      select distinct user_id, clock_timestamp() from journal.parked_event
      where type = :type and user_id is not null
      on conflict do nothing
      """;

  /**
   * Records without a user may belong to a user who is to be erased. With the mark, when no topic
   * has them any more, those go that were there when the user was marked.
   */
  private static final String UNATTRIBUTED =
      """
      delete from %s r
      where r.user_id is null
        and r.parked_at <= (select max(erased_at) from mirror.erased_user
                            where deleted_at < clock_timestamp() - :kept::interval)
      """;

  private static final String PURGE =
      """
      delete from mirror.erased_user
      where deleted_at < clock_timestamp() - :kept::interval
      """;

  private ErasedUsers() {}

  /** After the commit, requests and events of these users are refused. */
  public static Mono<Void> add(Session session, Collection<UUID> users) {
    return session
        .sql(MARK)
        .bind("users", users.stream().distinct().sorted().toArray(UUID[]::new))
        .then();
  }

  public static Mono<List<UUID>> pending(Session session, int limit) {
    return session
        .sql(OPEN)
        .bind("limit", limit)
        .map(row -> Columns.uuid(row, "user_id"))
        .all()
        .collectList();
  }

  /** Marks the users whose wish is among the parked events. */
  public static Mono<Void> addParked(Session session) {
    return session.sql(PARKED).bind("type", ErasureCodec.BEGINS).then();
  }

  /** False if the mark was closed before. */
  public static Mono<Boolean> markDeleted(Session session, UUID user) {
    return session.sql(DELETED).bind("user", user).fetch().rowsUpdated().map(rows -> rows == 1);
  }

  public static Mono<Void> postpone(Session session, UUID user, Duration pause) {
    return session
        .sql(LATER)
        .bind("user", user)
        .bind("pause", pause.toMillis() + " milliseconds")
        .then();
  }

  public static Mono<Long> purge(Session session, Duration kept) {
    return session.sql(PURGE).bind("kept", kept.toMillis() + " milliseconds").fetch().rowsUpdated();
  }

  /** The number of deleted records without a user. */
  public static Mono<Long> purgeUnattributed(Session session, Duration kept) {
    return Flux.just("journal.parked_event", "journal.discarded_event")
        .concatMap(
            table ->
                session
                    .sql(UNATTRIBUTED.formatted(table))
                    .bind("kept", kept.toMillis() + " milliseconds")
                    .fetch()
                    .rowsUpdated())
        .reduce(0L, Long::sum);
  }
}
