package florin.transactions.merchant;

import florin.events.transactions.MerchantArchived;
import florin.events.transactions.MerchantCreated;
import florin.events.transactions.MerchantMerged;
import florin.events.transactions.MerchantRenamed;
import florin.events.transactions.MerchantUnarchived;
import florin.events.transactions.MerchantUnmerged;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamType;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The events of a merchant as Avro. */
public final class MerchantCodec implements EventCodec<MerchantEvent> {

  public static final StreamType<MerchantCommand, MerchantEvent, Merchant> MERCHANTS =
      StreamType.of(
              Merchant.STREAM,
              Merchant.NONE,
              Merchant::decide,
              Merchant::evolve,
              new MerchantCodec())
          .refusedWith("There is no such merchant.")
          .undoneBy(MerchantUndo::of, MerchantUndo::restoring);

  private MerchantCodec() {}

  @Override
  public SpecificRecord toAvro(MerchantEvent event) {
    return switch (event) {
      case MerchantEvent.Created e -> new MerchantCreated(e.id(), e.name(), e.at());
      case MerchantEvent.Renamed e -> new MerchantRenamed(e.id(), e.name().orElse(null), e.at());
      case MerchantEvent.Merged e -> new MerchantMerged(e.id(), e.into(), e.at());
      case MerchantEvent.Unmerged e -> new MerchantUnmerged(e.id(), e.at());
      case MerchantEvent.Archived e -> new MerchantArchived(e.id(), e.at());
      case MerchantEvent.Unarchived e -> new MerchantUnarchived(e.id(), e.at());
    };
  }

  @Override
  public MerchantEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case MerchantCreated e ->
          new MerchantEvent.Created(e.getMerchantId(), e.getName(), e.getAt());
      case MerchantRenamed e ->
          new MerchantEvent.Renamed(e.getMerchantId(), Optional.ofNullable(e.getName()), e.getAt());
      case MerchantMerged e -> new MerchantEvent.Merged(e.getMerchantId(), e.getInto(), e.getAt());
      case MerchantUnmerged e -> new MerchantEvent.Unmerged(e.getMerchantId(), e.getAt());
      case MerchantArchived e -> new MerchantEvent.Archived(e.getMerchantId(), e.getAt());
      case MerchantUnarchived e -> new MerchantEvent.Unarchived(e.getMerchantId(), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "event: " + event.getSchema().getFullName() + " (expected: one of a merchant)");
    };
  }
}
