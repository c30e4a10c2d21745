package florin.accounts.mirror;

import florin.accounts.mirror.TransactionFact.Entry;
import florin.events.Topic;
import florin.events.transactions.ManualEntry;
import florin.events.transactions.ProviderFact;
import florin.events.transactions.Recorded;
import florin.events.transactions.Removed;
import florin.events.transactions.Restored;
import florin.events.transactions.Revised;
import florin.events.transactions.Settled;
import florin.journal.UnitOfWork;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Mirrors the transactions topic. */
@Component
class TransactionsFacts implements Inbox {

  private final TransactionMirror transactions = new TransactionMirror();

  @Override
  public Topic topic() {
    return Topic.TRANSACTIONS_EVENTS;
  }

  @Override
  public List<String> mirrors() {
    return List.of("transaction", "day_total");
  }

  @Override
  public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
    return transactions.apply(
        unit.session(), events.stream().flatMap(e -> fact(e.user(), e.event()).stream()).toList());
  }

  static Optional<TransactionFact> fact(UUID user, SpecificRecord event) {
    return switch (event) {
      case Recorded e ->
          Optional.of(
              entered(
                  user,
                  e.getTransactionId(),
                  e.getFact() == null
                      ? entry(e.getAccountId(), e.getManual())
                      : entry(e.getAccountId(), e.getFact())));
      case Settled e ->
          Optional.of(entered(user, e.getTransactionId(), entry(e.getAccountId(), e.getFact())));
      case Revised e ->
          Optional.of(entered(user, e.getTransactionId(), entry(e.getAccountId(), e.getFact())));
      case Removed e -> Optional.of(removed(user, e.getTransactionId(), true));
      case Restored e -> Optional.of(removed(user, e.getTransactionId(), false));
      default -> Optional.empty(); // what a user makes of a transaction moves no balance
    };
  }

  private static TransactionFact entered(UUID user, UUID transaction, Entry entry) {
    return new TransactionFact(user, transaction, Optional.of(entry), Optional.empty());
  }

  private static TransactionFact removed(UUID user, UUID transaction, boolean removed) {
    return new TransactionFact(user, transaction, Optional.empty(), Optional.of(removed));
  }

  private static Entry entry(UUID account, ProviderFact fact) {
    return new Entry(
        account,
        fact.getAmount().getAmount(),
        fact.getAmount().getCurrency(),
        fact.getDate(),
        fact.getPending());
  }

  private static Entry entry(UUID account, ManualEntry entry) {
    return new Entry(
        account,
        entry.getAmount().getAmount(),
        entry.getAmount().getCurrency(),
        entry.getDate(),
        false);
  }
}
