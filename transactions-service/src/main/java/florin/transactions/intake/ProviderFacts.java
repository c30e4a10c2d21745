package florin.transactions.intake;

import florin.events.MoneyCodec;
import florin.events.Topic;
import florin.events.providersync.AccountsObserved;
import florin.events.providersync.ObservedTransaction;
import florin.events.providersync.RecurringStreamsObserved;
import florin.events.providersync.RemovedTransaction;
import florin.events.providersync.TransactionsObserved;
import florin.journal.UnitOfWork;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.stream.Change;
import florin.transactions.recurring.detection.RecurringHint;
import florin.transactions.recurring.detection.RecurringHints;
import florin.transactions.recurring.detection.SeriesDetection;
import florin.transactions.transaction.value.TransactionEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Turns what provider-sync observed into sightings for the ledger, in the order they were observed,
 * and matches the transfers among them.
 */
@Component
class ProviderFacts implements Inbox {

  @Override
  public Topic topic() {
    return Topic.PROVIDER_SYNC_EVENTS;
  }

  @Override
  public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
    List<ProviderObservation> sightings = new ArrayList<>();
    List<RecurringHint> hints = new ArrayList<>();
    List<Change> hinting = new ArrayList<>();
    Map<UUID, Change> complete = new HashMap<>();
    for (InboundEvent inbound : events) {
      if (inbound.event() instanceof TransactionsObserved observed) {
        add(sightings, inbound, observed);
        if (observed.getLast()) {
          complete.put(inbound.user(), inbound.change(observed.getAt()));
        }
      }
      if (inbound.event() instanceof RecurringStreamsObserved observed) {
        hints.addAll(hints(inbound, observed));
        hinting.add(inbound.change(observed.getAt()));
      }
    }
    return ObservedAccountMirror.apply(unit.session(), accounts(events))
        .then(Mono.defer(() -> RecurringHints.store(unit.session(), hints)))
        .then(Mono.defer(() -> ProviderObservations.apply(unit, sightings, complete)))
        .then(Mono.defer(() -> SeriesDetection.hinted(unit, hinting, hints)));
  }

  private static List<ObservedAccountMirror.Row> accounts(List<InboundEvent> events) {
    return events.stream()
        .filter(inbound -> inbound.event() instanceof AccountsObserved)
        .flatMap(inbound -> accounts(inbound, (AccountsObserved) inbound.event()))
        .toList();
  }

  private static Stream<ObservedAccountMirror.Row> accounts(
      InboundEvent inbound, AccountsObserved observed) {
    return observed.getAccounts().stream()
        .map(
            account ->
                new ObservedAccountMirror.Row(
                    inbound.user(),
                    account.getAccountId(),
                    observed.getInstitutionName(),
                    account.getName(),
                    account.getOfficialName(),
                    account.getMask(),
                    account.getType(),
                    account.getProviderSubtype()));
  }

  private static List<RecurringHint> hints(
      InboundEvent inbound, RecurringStreamsObserved observed) {
    return observed.getStreams().stream()
        .map(
            stream ->
                new RecurringHint(
                    inbound.user(),
                    observed.getConnectionId(),
                    stream.getExternalId(),
                    stream.getFrequency(),
                    stream.getActive(),
                    stream.getTransactionExternalIds()))
        .toList();
  }

  private static void add(
      List<ProviderObservation> sightings, InboundEvent inbound, TransactionsObserved observed) {
    Change change = inbound.change(observed.getAt());
    for (ObservedTransaction added : observed.getAdded()) {
      sightings.add(seen(change, observed, added));
    }
    for (ObservedTransaction modified : observed.getModified()) {
      sightings.add(seen(change, observed, modified));
    }
    for (RemovedTransaction removed : observed.getRemoved()) {
      UUID known = removed.getConnectionId();
      sightings.add(
          new ProviderObservation.Removed(
              change, known == null ? observed.getConnectionId() : known, removed.getExternalId()));
    }
  }

  private static ProviderObservation seen(
      Change change, TransactionsObserved observed, ObservedTransaction t) {
    TransactionEntry.ProviderFact bare =
        new TransactionEntry.ProviderFact(
            observed.getConnectionId(),
            t.getExternalId(),
            MoneyCodec.fromAvro(t.getAmount()),
            t.getDate(),
            Optional.ofNullable(t.getAuthorizedDate()),
            t.getName(),
            Optional.ofNullable(t.getOriginalDescription()),
            Optional.ofNullable(t.getMerchantName()),
            Optional.ofNullable(t.getMerchantEntityId()),
            t.getPending(),
            Optional.ofNullable(t.getPendingExternalId()),
            Optional.ofNullable(t.getCategoryPrimary()),
            Optional.ofNullable(t.getCategoryDetailed()),
            Optional.ofNullable(t.getCategoryConfidence()),
            Optional.ofNullable(t.getPaymentChannel()),
            Optional.ofNullable(t.getTransactionCode()),
            Optional.ofNullable(t.getCheckNumber()),
            Optional.ofNullable(t.getWebsite()),
            Optional.ofNullable(t.getLogoUrl()),
            "");
    return new ProviderObservation.Observed(
        change, t.getAccountId(), ProviderFactHash.hashed(bare), former(t), !observed.getLast());
  }

  private static Optional<ProviderObservation.Superseded> former(ObservedTransaction t) {
    return Optional.ofNullable(t.getFormer())
        .map(
            known ->
                new ProviderObservation.Superseded(known.getConnectionId(), known.getExternalId()));
  }
}
