package florin.journal.eraser;

import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.erasure.ErasedUsers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/**
 * Erases every marked user, round by round until it is done, and in the end the marks. A failed
 * erasure is retried after a pause that doubles up to an hour; other erasures do not wait for it.
 */
public final class ErasureLoop {

  private static final Logger log = LoggerFactory.getLogger(ErasureLoop.class);
  private static final int PURGE_EVERY = 60;
  private static final int AT_A_TIME = 20;

  private final Sessions sessions;
  private final UserEraser userEraser;
  private final Pace pace;
  private final AtomicLong rounds = new AtomicLong();

  /**
   * @param poll how often marks are looked for; also the first pause after a failure
   * @param kept how long a mark outlives the deletion: longer than any token and any topic
   */
  public record Pace(Duration poll, Duration kept) {}

  /**
   * @param sessions of role {@code erasure}
   */
  public ErasureLoop(Sessions sessions, UserEraser userEraser, Pace pace) {
    this.sessions = sessions;
    this.userEraser = userEraser;
    this.pace = pace;
  }

  /** One round. */
  public Mono<Void> round() {
    return sessions
        .transaction("begin", ErasureLoop::pending)
        .flatMapMany(Flux::fromIterable)
        .concatMap(this::erased)
        .then(Mono.defer(this::purgedAtTimes))
        .then();
  }

  private static Mono<List<UUID>> pending(Session session) {
    return Mono.zipDelayError(
            ErasedUsers.addParked(session).thenReturn(true),
            ErasedUsers.pending(session, AT_A_TIME))
        .map(Tuple2::getT2);
  }

  /** Marks are kept for weeks, so that not every round has to look for old ones. */
  private Mono<Long> purgedAtTimes() {
    return rounds.getAndIncrement() % PURGE_EVERY == 0
        ? sessions.transaction("begin", this::purged)
        : Mono.empty();
  }

  private Mono<Long> purged(Session session) {
    return ErasedUsers.purgeUnattributed(session, pace.kept())
        .filter(rows -> rows > 0)
        .doOnNext(
            rows -> log.warn("{} unreadable records that may be of erased users are deleted", rows))
        .then(Mono.defer(() -> ErasedUsers.purge(session, pace.kept())));
  }

  private Mono<Void> erased(UUID user) {
    return userEraser
        .erase(user)
        .doOnSuccess(_ -> log.info("user {} is erased", user))
        .onErrorResume(
            failure -> {
              log.warn("user {} is not erased yet: {}", user, failure.toString());
              return sessions.transaction(
                  "begin", session -> ErasedUsers.postpone(session, user, pace.poll()));
            });
  }
}
