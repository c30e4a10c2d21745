package florin.planning.mirror.account;

import florin.events.accounts.LiabilityEnded;
import florin.events.accounts.LiabilityObserved;
import florin.journal.database.Session;
import florin.journal.inbox.InboundEvent;
import florin.planning.mirror.account.LiabilityMirror.Debt;
import florin.planning.mirror.account.LiabilityMirror.Terms;
import florin.planning.mirror.batch.MirrorKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The events of the accounts topic about debts. */
public final class LiabilityFacts {

  private LiabilityFacts() {}

  public static Mono<Void> apply(Session session, List<InboundEvent> events) {
    return LiabilityMirror.apply(
        session, events.stream().flatMap(event -> debt(event).stream()).toList());
  }

  private static Optional<Debt> debt(InboundEvent inbound) {
    UUID user = inbound.user();
    return switch (inbound.event()) {
      case LiabilityObserved e ->
          Optional.of(
              new Debt(
                  new MirrorKey(user, e.getAccountId()),
                  new Terms(
                      e.getCurrency(),
                      e.getMinimumPayment(),
                      e.getNextPaymentDueDate(),
                      e.getLastPayment(),
                      e.getLastPaymentDate(),
                      e.getLastStatementDate())));
      case LiabilityEnded e -> Optional.of(new Debt(new MirrorKey(user, e.getAccountId()), null));
      default -> Optional.empty();
    };
  }
}
