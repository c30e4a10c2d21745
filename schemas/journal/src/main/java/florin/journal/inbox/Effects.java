package florin.journal.inbox;

import florin.journal.Columns;
import florin.journal.Commands;
import florin.journal.Session;
import florin.journal.UnitOfWork;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** What applying means, for a batch from Kafka and for a retried queue alike. */
final class Effects {

  private static final String KNOW_USERS =
      """
      insert into mirror.users (user_id, known_since)
      select u, clock_timestamp() from unnest(:users::uuid[]) as u
      on conflict do nothing
      """;

  private static final String ERASED =
      "select user_id from mirror.erased_user where user_id = any(:users)";

  private final Commands commands;

  Effects(Commands commands) {
    this.commands = commands;
  }

  /** Which of these users must be forgotten: nothing of theirs is applied or kept. */
  Mono<Set<UUID>> erased(Session session, Collection<UUID> users) {
    return session
        .sql(ERASED)
        .bind("users", users.toArray(UUID[]::new))
        .map(row -> Columns.uuid(row, "user_id"))
        .all()
        .collect(Collectors.toSet());
  }

  /** Registers the users, applies their events and appends what was decided because of them. */
  Mono<Void> apply(Session session, Inbox inbox, List<InboundEvent> events) {
    if (events.isEmpty()) {
      return Mono.empty();
    }
    UUID[] users = events.stream().map(InboundEvent::user).distinct().sorted().toArray(UUID[]::new);
    return session
        .sql(KNOW_USERS)
        .bind("users", users)
        .then()
        .then(commands.work(session, (UnitOfWork unit) -> inbox.apply(unit, events)));
  }

  /** Tells the relay that something was appended. */
  void wake() {
    commands.wake();
  }
}
