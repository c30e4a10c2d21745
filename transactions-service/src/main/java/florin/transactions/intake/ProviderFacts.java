package florin.transactions.intake;

import florin.events.MoneyCodec;
import florin.events.Topic;
import florin.events.providersync.ObservedTransaction;
import florin.events.providersync.RemovedTransaction;
import florin.events.providersync.TransactionsObserved;
import florin.journal.Change;
import florin.journal.UnitOfWork;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.transactions.ledger.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Turns what provider-sync observed into sightings for the ledger, in the order they were observed.
 */
@Component
class ProviderFacts implements Inbox {

  @Override
  public Topic topic() {
    return Topic.PROVIDER_SYNC_EVENTS;
  }

  @Override
  public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
    List<Sighting> sightings = new ArrayList<>();
    for (InboundEvent inbound : events) {
      if (inbound.event() instanceof TransactionsObserved observed) {
        add(sightings, inbound, observed);
      }
    }
    return Sightings.take(unit, sightings);
  }

  private static void add(
      List<Sighting> sightings, InboundEvent inbound, TransactionsObserved observed) {
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
          new Sighting.Gone(
              change, known == null ? observed.getConnectionId() : known, removed.getExternalId()));
    }
  }

  private static Sighting seen(
      Change change, TransactionsObserved observed, ObservedTransaction t) {
    Entry.ProviderFact bare =
        new Entry.ProviderFact(
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
    return new Sighting.Seen(change, t.getAccountId(), FactHash.hashed(bare), former(t));
  }

  private static Optional<Sighting.Former> former(ObservedTransaction t) {
    return Optional.ofNullable(t.getFormer())
        .map(known -> new Sighting.Former(known.getConnectionId(), known.getExternalId()));
  }
}
