package florin.planning.mirror.statement;

import florin.events.accounts.AccountClosed;
import florin.events.accounts.AccountMerged;
import florin.events.accounts.AccountOpened;
import florin.events.accounts.AccountReopened;
import florin.events.accounts.AccountRevised;
import florin.events.accounts.AccountUnmerged;
import florin.events.accounts.BalanceObserved;
import florin.events.accounts.BalanceWithdrawn;
import florin.journal.database.Session;
import florin.journal.inbox.InboundEvent;
import florin.planning.mirror.batch.MirrorKey;
import florin.planning.mirror.statement.LinkMirror.Link;
import florin.planning.mirror.statement.StatementMirror.Stated;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The events of the accounts topic that a balance at the end of a day is derived from. */
public final class StatementFacts {

  private StatementFacts() {}

  public static Mono<Void> apply(Session session, List<InboundEvent> events) {
    List<Link> links = events.stream().flatMap(e -> link(e).stream()).toList();
    List<Stated> stated = events.stream().flatMap(e -> stated(e).stream()).toList();
    return LinkMirror.apply(session, links)
        .then(Mono.defer(() -> StatementMirror.apply(session, stated)));
  }

  private static Optional<Link> link(InboundEvent inbound) {
    return switch (inbound.event()) {
      case AccountOpened e ->
          Optional.of(
              Link.opened(
                  new MirrorKey(inbound.user(), e.getAccountId()), e.getProvider() != null));
      case AccountRevised e ->
          Optional.of(Link.linked(new MirrorKey(inbound.user(), e.getAccountId())));
      case AccountClosed e ->
          Optional.of(
              Link.closed(
                  new MirrorKey(inbound.user(), e.getAccountId()),
                  Optional.of(Objects.requireNonNullElse(e.getSince(), e.getAt()))));
      case AccountReopened e ->
          Optional.of(
              Link.closed(new MirrorKey(inbound.user(), e.getAccountId()), Optional.empty()));
      case AccountMerged e ->
          Optional.of(
              Link.merged(
                  new MirrorKey(inbound.user(), e.getAccountId()),
                  Optional.of(e.getIntoAccountId())));
      case AccountUnmerged e ->
          Optional.of(
              Link.merged(new MirrorKey(inbound.user(), e.getAccountId()), Optional.empty()));
      default -> Optional.empty();
    };
  }

  private static Optional<Stated> stated(InboundEvent inbound) {
    return switch (inbound.event()) {
      case BalanceObserved e ->
          Optional.of(
              new Stated(
                  inbound.user(),
                  e.getAccountId(),
                  e.getObservedAt(),
                  e.getSource(),
                  e.getCurrency(),
                  e.getCurrent(),
                  e.getAt()));
      case BalanceWithdrawn e ->
          Optional.of(Stated.withdrawn(inbound.user(), e.getAccountId(), e.getObservedAt()));
      default -> Optional.empty();
    };
  }
}
