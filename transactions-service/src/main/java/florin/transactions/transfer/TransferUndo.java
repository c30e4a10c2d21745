package florin.transactions.transfer;

import florin.journal.stream.StreamId;
import florin.transactions.transfer.Transfer.Pair;
import florin.transactions.transfer.TransferEvent.UnmatchReason;
import florin.transactions.transfer.matching.TransferMatch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a pair that a user sets: that it is matched, and that it is rejected. */
final class TransferUndo {

  private static final String MATCHED = "matched";
  private static final String REJECTED = "rejected";

  private TransferUndo() {}

  static Map<String, Object> of(Transfer state) {
    Map<String, Object> facets = new LinkedHashMap<>();
    if (state instanceof Pair p) {
      p.match().ifPresent(match -> facets.put(MATCHED, match));
      if (p.blocked()) {
        facets.put(REJECTED, true);
      }
    }
    return facets;
  }

  static List<TransferCommand> restoring(
      StreamId stream, Transfer now, Map<String, Optional<Object>> wanted, Instant at) {
    Optional<Object> matched = wanted.getOrDefault(MATCHED, Optional.empty());
    boolean rejected = wanted.getOrDefault(REJECTED, Optional.empty()).isPresent();
    if (matched.isPresent()) {
      TransferMatch match = (TransferMatch) matched.get();
      List<TransferCommand> rematch = List.of(new TransferCommand.Match(stream.id(), match, at));
      boolean other = now instanceof Pair p && p.status() == Transfer.Status.MATCHED;
      return match.source() == TransferMatch.Source.USER && !other
          ? rematch
          : List.of(
              new TransferCommand.Unmatch(UnmatchReason.UNDO, at),
              new TransferCommand.Unreject(at),
              rematch.getFirst());
    }
    if (wanted.containsKey(MATCHED)) {
      return List.of(
          new TransferCommand.Unmatch(rejected ? UnmatchReason.USER : UnmatchReason.UNDO, at));
    }
    return now instanceof Pair p && rejected
        ? List.of(new TransferCommand.Reject(p.id(), p.outgoing(), p.incoming(), at))
        : List.of(new TransferCommand.Unreject(at));
  }
}
