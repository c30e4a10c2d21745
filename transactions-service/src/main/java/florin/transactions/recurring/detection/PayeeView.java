package florin.transactions.recurring.detection;

import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.PendingEvent;
import florin.transactions.recurring.pattern.PayeeKey;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transaction.value.TransactionEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Of each transaction the payee key of its entry, by which the rows of a group are found. */
@Component
@Order(2)
class PayeeView implements Projection {

  private record Payee(UUID user, UUID transaction, String key) {}

  private static final ViewTable<Payee> PAYEES =
      ViewTable.<Payee>named("transaction_payee", "user_id", "transaction_id")
          .uuid("user_id", Payee::user)
          .uuid("transaction_id", Payee::transaction)
          .text("payee_key", Payee::key);

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<UUID, Payee> payees = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof TransactionEvent event) {
        UUID user = pending.stream().user();
        entry(event)
            .ifPresent(entry -> payees.put(event.id(), new Payee(user, event.id(), key(entry))));
      }
    }
    return PAYEES.upsert(session, List.copyOf(payees.values()));
  }

  private static Optional<TransactionEntry> entry(TransactionEvent event) {
    if (event instanceof TransactionEvent.Recorded e) {
      return Optional.of(e.entry());
    }
    if (event instanceof TransactionEvent.Settled e) {
      return Optional.of(e.fact());
    }
    if (event instanceof TransactionEvent.Revised e) {
      return Optional.of(e.fact());
    }
    return event instanceof TransactionEvent.Corrected e
        ? Optional.of(e.entry())
        : Optional.empty();
  }

  static String key(TransactionEntry entry) {
    return switch (entry) {
      case TransactionEntry.ProviderFact fact ->
          PayeeKey.of(fact.merchantName().orElse(fact.description()));
      case TransactionEntry.ManualEntry manual -> PayeeKey.of(manual.description());
    };
  }

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(PAYEES);
  }
}
