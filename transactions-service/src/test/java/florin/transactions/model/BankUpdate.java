package florin.transactions.model;

import florin.events.money.MoneyAmount;
import florin.events.providersync.ObservedTransaction;
import florin.events.providersync.RemovedTransaction;
import florin.events.providersync.TransactionsObserved;
import florin.journal.inbox.InboundEvent;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.transactions.model.ExpectedTransaction.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** One answer of a bank: what is new, what changed and what is gone, told in this order. */
final class BankUpdate {

  private final UUID account;
  final List<Fact> added = new ArrayList<>();
  final List<Fact> modified = new ArrayList<>();
  final List<String> removed = new ArrayList<>();

  BankUpdate(UUID account) {
    this.account = account;
  }

  /** Tells it to the model; which transactions it changed. */
  Set<ExpectedTransaction> tell(ExpectedBook expectedBook) {
    Set<ExpectedTransaction> touched = new LinkedHashSet<>();
    added.forEach(fact -> expectedBook.show(account, fact).ifPresent(touched::add));
    modified.forEach(fact -> expectedBook.show(account, fact).ifPresent(touched::add));
    removed.forEach(external -> expectedBook.withdraw(external).ifPresent(touched::add));
    return touched;
  }

  /** The same as the event that provider-sync sends. */
  InboundEvent event(UUID user, UUID connection, long position) {
    TransactionsObserved observed =
        TransactionsObserved.newBuilder()
            .setConnectionId(connection)
            .setRun(Ids.next())
            .setIndex(0)
            .setLast(true)
            .setAdded(added.stream().map(this::observed).toList())
            .setModified(modified.stream().map(this::observed).toList())
            .setRemoved(
                removed.stream().map(id -> new RemovedTransaction(id, account, null)).toList())
            .setAt(Instant.parse("2026-06-01T00:00:00Z").plusSeconds(position))
            .build();
    return new InboundEvent(
        position,
        position - 1,
        Ids.next(),
        new StreamId(user, "connection", connection),
        1,
        Ids.next(),
        Actor.PROVIDER,
        Instant.parse("2026-06-01T00:00:00Z"),
        observed);
  }

  private ObservedTransaction observed(Fact fact) {
    return ObservedTransaction.newBuilder()
        .setExternalId(fact.external())
        .setAccountId(account)
        .setAmount(new MoneyAmount(fact.amount().setScale(10), fact.currency()))
        .setDate(fact.date())
        .setName(fact.name())
        .setPending(fact.pending())
        .setPendingExternalId(fact.pendingExternal())
        .setCategoryPrimary(fact.primary())
        .setCategoryDetailed(fact.detailed())
        .build();
  }

  @Override
  public String toString() {
    return "added " + added + " modified " + modified + " removed " + removed;
  }
}
