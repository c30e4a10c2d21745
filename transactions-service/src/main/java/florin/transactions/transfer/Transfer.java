package florin.transactions.transfer;

import florin.journal.stream.Ids;
import florin.journal.stream.Rejection;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.transfer.TransferEvent.Matched;
import florin.transactions.transfer.TransferEvent.Rejected;
import florin.transactions.transfer.TransferEvent.UnmatchReason;
import florin.transactions.transfer.TransferEvent.Unmatched;
import florin.transactions.transfer.TransferEvent.Unrejected;
import florin.transactions.transfer.matching.TransferMatch;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A pair of transactions: matched, taken apart or rejected. */
sealed interface Transfer {

  String STREAM = "transfer";

  /** Fixed for ever: the ids of pairs are derived from it. */
  UUID NAMESPACE = UUID.fromString("4c1f6f0a-91b3-5c52-8d39-8f2f2a3d6b17");

  record Absent() implements Transfer {}

  /**
   * A pair that was matched or rejected once.
   *
   * @param match of a matched pair
   * @param ended why it was taken apart
   */
  record Pair(
      UUID id,
      UUID outgoing,
      UUID incoming,
      Status status,
      Optional<TransferMatch> match,
      Optional<UnmatchReason> ended)
      implements Transfer {

    /** Whether only the user can match it. */
    boolean blocked() {
      return status == Status.REJECTED || ended.equals(Optional.of(UnmatchReason.USER));
    }
  }

  /** The state of a pair. */
  enum Status {
    MATCHED,
    UNMATCHED,
    REJECTED;

    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The id of the pair, the same whenever and however it is matched. */
  static UUID id(UUID user, UUID outgoing, UUID incoming) {
    return Ids.named(NAMESPACE, user + "\n" + outgoing + "\n" + incoming);
  }

  static List<TransferEvent> decide(TransferCommand command, Transfer state) {
    return switch (command) {
      case TransferCommand.Match c -> match(c, state);
      case TransferCommand.Unmatch c ->
          state instanceof Pair p && p.status() == Status.MATCHED
              ? List.of(new Unmatched(p.id(), p.outgoing(), p.incoming(), c.reason(), c.at()))
              : List.of();
      case TransferCommand.Reject c -> reject(c, state);
      case TransferCommand.Unreject c ->
          state instanceof Pair p && p.blocked()
              ? List.of(new Unrejected(p.id(), p.outgoing(), p.incoming(), c.at()))
              : List.of();
    };
  }

  private static List<TransferEvent> match(TransferCommand.Match c, Transfer state) {
    boolean byUser = c.match().source() == TransferMatch.Source.USER;
    boolean wanted =
        switch (state) {
          case Absent() -> true;
          case Pair p when p.status() == Status.MATCHED ->
              byUser
                  && !p.match().map(TransferMatch::source).equals(Optional.of(c.match().source()));
          case Pair p -> byUser || !p.blocked();
        };
    return wanted ? List.of(new Matched(c.id(), c.match(), c.at())) : List.of();
  }

  private static List<TransferEvent> reject(TransferCommand.Reject c, Transfer state) {
    return switch (state) {
      case Pair p when p.status() == Status.MATCHED ->
          throw new Rejection(
              TransactionsProblem.TRANSFER_MATCHED,
              "id: the transactions are matched as transfer "
                  + p.id()
                  + " (expected: a suggestion; unmatch the transfer instead)");
      case Pair p when p.blocked() -> List.of();
      case Pair _, Absent _ -> List.of(new Rejected(c.id(), c.outgoing(), c.incoming(), c.at()));
    };
  }

  static Transfer evolve(Transfer state, TransferEvent event) {
    return switch (event) {
      case Matched e ->
          new Pair(
              e.id(),
              e.match().outgoing(),
              e.match().incoming(),
              Status.MATCHED,
              Optional.of(e.match()),
              Optional.empty());
      case Unmatched e ->
          new Pair(
              e.id(),
              e.outgoing(),
              e.incoming(),
              Status.UNMATCHED,
              Optional.empty(),
              Optional.of(e.reason()));
      case Rejected e ->
          new Pair(
              e.id(),
              e.outgoing(),
              e.incoming(),
              Status.REJECTED,
              Optional.empty(),
              Optional.empty());
      case Unrejected e ->
          new Pair(
              e.id(),
              e.outgoing(),
              e.incoming(),
              Status.UNMATCHED,
              Optional.empty(),
              Optional.empty());
    };
  }
}
