package florin.journal.erasure;

import florin.journal.Session;
import florin.journal.Sessions;
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
public final class Erasing {

  private static final Logger log = LoggerFactory.getLogger(Erasing.class);
  private static final int AT_A_TIME = 20;

  private final Sessions sessions;
  private final Eraser eraser;
  private final Pace pace;

  /**
   * @param poll how often marks are looked for; also the first pause after a failure
   * @param kept how long a mark outlives the deletion: longer than any token and any topic
   */
  public record Pace(Duration poll, Duration kept) {}

  /**
   * @param sessions of role {@code erasure}
   */
  public Erasing(Sessions sessions, Eraser eraser, Pace pace) {
    this.sessions = sessions;
    this.eraser = eraser;
    this.pace = pace;
  }

  /** One round. */
  public Mono<Void> round() {
    return sessions
        .in(
            "begin",
            session ->
                Marks.addParked(session).then(Mono.defer(() -> Marks.open(session, AT_A_TIME))))
        .flatMapMany(Flux::fromIterable)
        .concatMap(this::erased)
        .then(Mono.defer(() -> sessions.in("begin", this::purged)))
        .then();
  }

  private Mono<Long> purged(Session session) {
    return Marks.purgeUnattributed(session, pace.kept())
        .filter(rows -> rows > 0)
        .doOnNext(
            rows -> log.warn("{} unreadable records that may be of erased users are deleted", rows))
        .then(Mono.defer(() -> Marks.purge(session, pace.kept())));
  }

  private Mono<Void> erased(UUID user) {
    return eraser
        .erase(user)
        .doOnSuccess(_ -> log.info("user {} is erased", user))
        .onErrorResume(
            failure -> {
              log.warn("user {} is not erased yet: {}", user, failure.toString());
              return sessions.in("begin", session -> Marks.later(session, user, pace.poll()));
            });
  }
}
