package florin.transactions.merchant;

import florin.journal.EventCodec;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The events of a merchant as Avro. */
final class MerchantCodec implements EventCodec<MerchantEvent> {

  @Override
  public SpecificRecord toAvro(MerchantEvent event) {
    return switch (event) {
      case MerchantEvent.Created e ->
          new florin.events.transactions.MerchantCreated(e.id(), e.name(), e.at());
      case MerchantEvent.Renamed e ->
          new florin.events.transactions.MerchantRenamed(e.id(), e.name().orElse(null), e.at());
      case MerchantEvent.Merged e ->
          new florin.events.transactions.MerchantMerged(e.id(), e.into(), e.at());
      case MerchantEvent.Unmerged e ->
          new florin.events.transactions.MerchantUnmerged(e.id(), e.at());
      case MerchantEvent.Archived e ->
          new florin.events.transactions.MerchantArchived(e.id(), e.at());
      case MerchantEvent.Unarchived e ->
          new florin.events.transactions.MerchantUnarchived(e.id(), e.at());
    };
  }

  @Override
  public MerchantEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case florin.events.transactions.MerchantCreated e ->
          new MerchantEvent.Created(e.getMerchantId(), e.getName(), e.getAt());
      case florin.events.transactions.MerchantRenamed e ->
          new MerchantEvent.Renamed(e.getMerchantId(), Optional.ofNullable(e.getName()), e.getAt());
      case florin.events.transactions.MerchantMerged e ->
          new MerchantEvent.Merged(e.getMerchantId(), e.getInto(), e.getAt());
      case florin.events.transactions.MerchantUnmerged e ->
          new MerchantEvent.Unmerged(e.getMerchantId(), e.getAt());
      case florin.events.transactions.MerchantArchived e ->
          new MerchantEvent.Archived(e.getMerchantId(), e.getAt());
      case florin.events.transactions.MerchantUnarchived e ->
          new MerchantEvent.Unarchived(e.getMerchantId(), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "event: " + event.getSchema().getFullName() + " (expected: one of a merchant)");
    };
  }
}
