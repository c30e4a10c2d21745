package florin.accounts.merge;

import florin.events.accounts.AccountMerged;
import florin.events.accounts.AccountUnmerged;
import florin.journal.stream.Decider;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamType;
import org.apache.avro.specific.SpecificRecord;

/** Merge events as Avro. */
public final class MergeCodec implements EventCodec<MergeEvent> {

  public static final Decider<MergeCommand, MergeEvent, Merges> MERGES =
      new Decider<>("merges", Merges.NONE, Merges::decide, Merges::evolve, new MergeCodec());

  public static final StreamType<MergeCommand, MergeEvent, Merges> UNDOABLE =
      StreamType.of(MERGES).undoneBy(Merges::facets, Merges::restoring);

  private MergeCodec() {}

  @Override
  public SpecificRecord toAvro(MergeEvent event) {
    return switch (event) {
      case MergeEvent.Merged e -> new AccountMerged(e.account(), e.into(), e.at());
      case MergeEvent.Unmerged e -> new AccountUnmerged(e.account(), e.at());
    };
  }

  @Override
  public MergeEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case AccountMerged e ->
          new MergeEvent.Merged(e.getAccountId(), e.getIntoAccountId(), e.getAt());
      case AccountUnmerged e -> new MergeEvent.Unmerged(e.getAccountId(), e.getAt());
      default -> throw new IllegalArgumentException("event: " + event.getSchema().getFullName());
    };
  }
}
