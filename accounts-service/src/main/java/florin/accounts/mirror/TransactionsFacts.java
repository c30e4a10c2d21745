package florin.accounts.mirror;

import florin.accounts.mirror.StatementBalances.Statement;
import florin.accounts.mirror.TransactionUpdate.MirroredEntry;
import florin.accounts.user.UserQueries;
import florin.events.MoneyCodec;
import florin.events.Topic;
import florin.events.transactions.ImportCommitted;
import florin.events.transactions.ImportReinstated;
import florin.events.transactions.ImportReverted;
import florin.events.transactions.ImportedBalance;
import florin.events.transactions.ManualEntry;
import florin.events.transactions.ProviderFact;
import florin.events.transactions.Removed;
import florin.events.transactions.Restored;
import florin.journal.UnitOfWork;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Mirrors the transactions topic. */
@Component
class TransactionsFacts implements Inbox {

  private final TransactionMirror transactions = new TransactionMirror();
  private final StatementBalances balances;

  TransactionsFacts(UserQueries users) {
    this.balances = new StatementBalances(users);
  }

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
    return transactions
        .apply(
            unit.session(),
            events.stream().flatMap(e -> fact(e.user(), e.event()).stream()).toList())
        .then(
            Mono.defer(
                () ->
                    balances.apply(
                        unit, events.stream().flatMap(TransactionsFacts::statements).toList())));
  }

  /** The closing balances of an imported file. */
  private static Stream<Statement> statements(InboundEvent inbound) {
    return switch (inbound.event()) {
      case ImportCommitted e ->
          statements(inbound, e.getImportId(), e.getBalances(), true, e.getAt());
      case ImportReinstated e ->
          statements(inbound, e.getImportId(), e.getBalances(), true, e.getAt());
      case ImportReverted e ->
          statements(inbound, e.getImportId(), e.getBalances(), false, e.getAt());
      default -> Stream.empty();
    };
  }

  private static Stream<Statement> statements(
      InboundEvent inbound, UUID file, List<ImportedBalance> balances, boolean stated, Instant at) {
    Change of = inbound.change(at);
    Change change = new Change(of.user(), of.id(), Actor.SYSTEM, of.at(), of.causedBy());
    return balances.stream()
        .map(
            one ->
                new Statement(
                    one.getAccountId(),
                    one.getDate(),
                    MoneyCodec.fromAvro(one.getAmount()),
                    stated,
                    Ids.time(file),
                    change));
  }

  /**
   * The amount and the day in an event. Whatever carries a bank's fact or a user's entry makes it
   * the transaction's; what else a user makes of a transaction moves no balance.
   */
  static Optional<TransactionUpdate> fact(UUID user, SpecificRecord event) {
    return switch (event) {
      case Removed e -> Optional.of(removed(user, e.getTransactionId(), true, e.getAt()));
      case Restored e -> Optional.of(removed(user, e.getTransactionId(), false, e.getAt()));
      default -> entered(user, event);
    };
  }

  private static Optional<TransactionUpdate> entered(UUID user, SpecificRecord event) {
    if (!(field(event, "transactionId") instanceof UUID transaction)
        || !(field(event, "accountId") instanceof UUID account)
        || !(field(event, "at") instanceof Instant at)) {
      return Optional.empty();
    }
    Optional<MirroredEntry> entry =
        field(event, "fact") instanceof ProviderFact fact
            ? Optional.of(entry(account, fact))
            : field(event, "manual") instanceof ManualEntry manual
                ? Optional.of(entry(account, manual))
                : Optional.empty();
    return entry.map(
        e -> new TransactionUpdate(user, transaction, Optional.of(e), Optional.empty(), at));
  }

  private static @Nullable Object field(SpecificRecord event, String name) {
    Schema.Field field = event.getSchema().getField(name);
    return field == null ? null : event.get(field.pos());
  }

  private static TransactionUpdate removed(
      UUID user, UUID transaction, boolean removed, Instant at) {
    return new TransactionUpdate(user, transaction, Optional.empty(), Optional.of(removed), at);
  }

  private static MirroredEntry entry(UUID account, ProviderFact fact) {
    return new MirroredEntry(
        account,
        fact.getAmount().getAmount(),
        fact.getAmount().getCurrency(),
        fact.getDate(),
        fact.getPending(),
        true,
        fact.getName());
  }

  private static MirroredEntry entry(UUID account, ManualEntry entry) {
    return new MirroredEntry(
        account,
        entry.getAmount().getAmount(),
        entry.getAmount().getCurrency(),
        entry.getDate(),
        false,
        false,
        entry.getDescription());
  }
}
