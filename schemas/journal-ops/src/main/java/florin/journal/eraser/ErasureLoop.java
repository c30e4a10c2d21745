package florin.journal.eraser;

import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.erasure.ErasedUsers;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Forgets every marked user, round by round until it is done, and in the end the marks. What fails
 * is tried again after a pause that doubles, at most an hour; others do not wait for it.
 */
public final class ErasureLoop {

  private static final Logger log = LoggerFactory.getLogger(ErasureLoop.class);
  private static final int AT_A_TIME = 20;

  private final Sessions sessions;
  private final UserEraser userEraser;
  private final Pace pace;

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
        .transaction(
            "begin",
            session ->
                ErasedUsers.addParked(session)
                    .then(Mono.defer(() -> ErasedUsers.pending(session, AT_A_TIME))))
        .flatMapMany(Flux::fromIterable)
        .concatMap(this::erased)
        .then(Mono.defer(() -> sessions.transaction("begin", this::purged)))
        .then();
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
