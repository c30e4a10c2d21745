package florin.journal.inbox;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.erasure.ErasedUsers;
import florin.journal.erasure.ErasureCodec;
import florin.journal.stream.StreamCodecs;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Applies events, of a batch from Kafka or of a retried dead-letter queue. */
public final class InboxApplier {

  private static final String KNOW_USERS =
      """
      insert into mirror.users (user_id, known_since)
      select u, clock_timestamp() from unnest(:users::uuid[]) as u
      on conflict do nothing
      """;

  private static final String ERASED =
      "select user_id from mirror.erased_user where user_id = any(:users)";

  private static final String LIVE = "set local search_path to mirror";
  private static final String NEXT = "set local search_path to mirror_next";

  private final Commands commands;

  public InboxApplier(Commands commands) {
    this.commands = commands;
  }

  /** The users among these who are to be erased: their events are neither applied nor kept. */
  public Mono<Set<UUID>> findErased(Session session, Collection<UUID> users) {
    return session
        .sql(ERASED)
        .bind("users", users.toArray(UUID[]::new))
        .map(row -> Columns.uuid(row, "user_id"))
        .all()
        .collect(Collectors.toSet());
  }

  /** Registers the users, applies their events and appends what was decided because of them. */
  public Mono<Void> apply(Session session, Inbox inbox, List<InboundEvent> events) {
    return apply(session, inbox, events, LIVE);
  }

  /** The same for a mirror whose tables are being filled beside the live ones. */
  public Mono<Void> applyToNewTables(Session session, Inbox mirror, List<InboundEvent> events) {
    return apply(session, mirror, events, NEXT);
  }

  private Mono<Void> apply(
      Session session, Inbox inbox, List<InboundEvent> events, String whereMirrorsAre) {
    Mono<Void> marks = whereMirrorsAre.equals(LIVE) ? markErased(session, events) : Mono.empty();
    List<InboundEvent> told = withoutErasures(events);
    return told.isEmpty()
        ? marks
        : marks.then(Mono.defer(() -> applyTo(session, inbox, told, whereMirrorsAre)));
  }

  private Mono<Void> applyTo(
      Session session, Inbox inbox, List<InboundEvent> events, String whereMirrorsAre) {
    UUID[] users = events.stream().map(InboundEvent::user).distinct().sorted().toArray(UUID[]::new);
    return session
        .sql(KNOW_USERS)
        .bind("users", users)
        .then()
        .then(inbox.mirrors().isEmpty() ? Mono.empty() : session.sql(whereMirrorsAre).then())
        .then(commands.work(session, (UnitOfWork unit) -> inbox.apply(unit, events)));
  }

  /** An erasure is the runtime's business, whatever the topic. */
  private static List<InboundEvent> withoutErasures(List<InboundEvent> events) {
    return events.stream().filter(inbound -> StreamCodecs.hasViews(inbound.stream())).toList();
  }

  /**
   * Users whose erasure is requested; other rows that the batch writes for them are deleted with
   * the rest.
   */
  private static Mono<Void> markErased(Session session, List<InboundEvent> events) {
    List<UUID> leaving =
        events.stream()
            .filter(inbound -> ErasureCodec.begins(inbound.event()))
            .map(InboundEvent::user)
            .toList();
    return leaving.isEmpty() ? Mono.empty() : ErasedUsers.add(session, leaving);
  }

  /** Tells the relay that something was appended. */
  public void signalRelay() {
    commands.wake();
  }
}
