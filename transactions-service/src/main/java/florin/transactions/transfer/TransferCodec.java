package florin.transactions.transfer;

import florin.events.transactions.TransferMatched;
import florin.events.transactions.TransferRejected;
import florin.events.transactions.TransferUnmatched;
import florin.events.transactions.TransferUnrejected;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamType;
import florin.transactions.transfer.matching.TransferMatch;
import florin.transactions.transfer.matching.TransferReason;
import org.apache.avro.specific.SpecificRecord;

/** The events of a pair of transactions as Avro. */
public final class TransferCodec implements EventCodec<TransferEvent> {

  public static final StreamType<TransferCommand, TransferEvent, Transfer> TRANSFERS =
      StreamType.of(
              Transfer.STREAM,
              new Transfer.Absent(),
              Transfer::decide,
              Transfer::evolve,
              new TransferCodec())
          .refusedWith("There is no such transfer.")
          .undoneBy(TransferUndo::of, TransferUndo::restoring);

  private TransferCodec() {}

  @Override
  public SpecificRecord toAvro(TransferEvent event) {
    return switch (event) {
      case TransferEvent.Matched e ->
          new TransferMatched(
              e.id(),
              e.match().outgoing(),
              e.match().incoming(),
              e.match().source().code(),
              e.match().score(),
              e.match().reasons().stream().map(TransferReason::code).toList(),
              e.match().daysApart(),
              e.at());
      case TransferEvent.Unmatched e ->
          new TransferUnmatched(e.id(), e.outgoing(), e.incoming(), e.reason().code(), e.at());
      case TransferEvent.Rejected e ->
          new TransferRejected(e.id(), e.outgoing(), e.incoming(), e.at());
      case TransferEvent.Unrejected e ->
          new TransferUnrejected(e.id(), e.outgoing(), e.incoming(), e.at());
    };
  }

  @Override
  public TransferEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case TransferMatched e ->
          new TransferEvent.Matched(
              e.getTransferId(),
              new TransferMatch(
                  e.getOutgoingId(),
                  e.getIncomingId(),
                  TransferMatch.Source.of(e.getSource()),
                  e.getScore(),
                  e.getReasons().stream().map(TransferReason::of).toList(),
                  e.getDaysApart()),
              e.getAt());
      case TransferUnmatched e ->
          new TransferEvent.Unmatched(
              e.getTransferId(),
              e.getOutgoingId(),
              e.getIncomingId(),
              TransferEvent.UnmatchReason.of(e.getReason()),
              e.getAt());
      case TransferRejected e ->
          new TransferEvent.Rejected(
              e.getTransferId(), e.getOutgoingId(), e.getIncomingId(), e.getAt());
      case TransferUnrejected e ->
          new TransferEvent.Unrejected(
              e.getTransferId(), e.getOutgoingId(), e.getIncomingId(), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "event: " + event.getSchema().getFullName() + " (expected: one of a transfer)");
    };
  }
}
