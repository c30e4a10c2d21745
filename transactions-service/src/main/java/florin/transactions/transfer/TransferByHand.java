package florin.transactions.transfer;

import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.transfer.matching.BookedRow;
import florin.transactions.transfer.matching.OwnAccount;
import florin.transactions.transfer.matching.PairScore;
import florin.transactions.transfer.matching.TransferMatch;
import florin.transactions.transfer.matching.TransferReason;
import io.r2dbc.spi.Readable;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A pair that the user names: checked, with the same evidence as one that was found. */
final class TransferByHand {

  private static final String ROWS =
      "select * from transaction where user_id = :user and id = any(:ids)";

  private TransferByHand() {}

  /** A transaction with its place. */
  private record Named(BookedRow row, boolean removed, Optional<UUID> transfer) {}

  /**
   * The match requested by the user.
   *
   * @param pointer to the ids in the request body; null if they are in the path
   * @throws Rejection if a transaction is missing, removed or in another pair, or if the two are no
   *     pair: one account, one direction, amounts that differ in one currency
   */
  static Mono<TransferMatch> of(
      Session session, UUID user, UUID one, UUID other, @Nullable String pointer) {
    return session
        .sql(ROWS)
        .bind("user", user)
        .bind("ids", new UUID[] {one, other})
        .map(TransferByHand::named)
        .all()
        .collectMap(named -> named.row().id())
        .zipWhen(_ -> TransferSources.accounts(session, user))
        .map(found -> match(user, found.getT1(), found.getT2(), List.of(one, other), pointer));
  }

  private static Named named(Readable row) {
    return new Named(
        TransferSources.row(row),
        row.get("removed_by", String.class) != null,
        Optional.ofNullable(row.get("transfer_id", UUID.class)));
  }

  private static TransferMatch match(
      UUID user,
      Map<UUID, Named> found,
      Map<UUID, OwnAccount> accounts,
      List<UUID> ids,
      @Nullable String pointer) {
    List<Named> both = new ArrayList<>();
    for (UUID id : ids) {
      Named named = found.get(id);
      if (named == null) {
        throw pointer == null
            ? new Rejection("not-found", "There is no such suggestion.")
            : new Rejection(
                TransactionsProblem.TRANSACTION_UNKNOWN,
                "transaction '" + id + "' (expected: one of yours)",
                pointer);
      }
      both.add(named);
    }
    BookedRow one = both.get(0).row();
    BookedRow other = both.get(1).row();
    if (one.amount().amount().signum() * other.amount().amount().signum() >= 0) {
      throw refused(
          TransactionsProblem.TRANSFER_SAME_DIRECTION.code(),
          "amounts: %s and %s (expected: one below and one above 0)"
              .formatted(one.amount(), other.amount()),
          pointer);
    }
    BookedRow outgoing = one.isOutgoing() ? one : other;
    BookedRow incoming = one.isOutgoing() ? other : one;
    OwnAccount from = account(accounts, outgoing);
    OwnAccount to = account(accounts, incoming);
    if (from.survivor().equals(to.survivor())) {
      throw refused(
          TransactionsProblem.TRANSFER_SAME_ACCOUNT.code(),
          "account: '" + from.survivor() + "' (expected: two accounts)",
          pointer);
    }
    boolean oneCurrency = outgoing.amount().currency().equals(incoming.amount().currency());
    if (oneCurrency
        && outgoing.amount().amount().negate().compareTo(incoming.amount().amount()) != 0) {
      throw refused(
          TransactionsProblem.TRANSFER_AMOUNTS_DIFFER.code(),
          "amounts: %s and %s (expected: opposite)".formatted(outgoing.amount(), incoming.amount()),
          pointer);
    }
    UUID id = Transfer.id(user, outgoing.id(), incoming.id());
    for (Named named : both) {
      demandFree(named, id, pointer);
    }
    return match(outgoing, from, incoming, to, oneCurrency);
  }

  private static void demandFree(Named named, UUID transfer, @Nullable String pointer) {
    if (named.removed()) {
      throw refused(
          TransactionsProblem.TRANSACTION_REMOVED.code(),
          "transaction '" + named.row().id() + "' is removed (expected: one that counts)",
          pointer);
    }
    named
        .transfer()
        .filter(taken -> !taken.equals(transfer))
        .ifPresent(
            taken -> {
              throw refused(
                  TransactionsProblem.TRANSFER_MATCHED.code(),
                  "transaction '%s' is in transfer %s (expected: one without a transfer)"
                      .formatted(named.row().id(), taken),
                  pointer);
            });
  }

  private static TransferMatch match(
      BookedRow outgoing, OwnAccount from, BookedRow incoming, OwnAccount to, boolean oneCurrency) {
    PairScore score = PairScore.of(outgoing, from, incoming, to, false, List.of());
    List<TransferReason> reasons = new ArrayList<>(List.of(TransferReason.MATCHED_BY_HAND));
    score.reasons().stream()
        .filter(reason -> oneCurrency || reason != TransferReason.OPPOSITE_AMOUNTS)
        .forEach(reasons::add);
    if (!oneCurrency) {
      reasons.add(TransferReason.CROSS_CURRENCY);
    }
    return new TransferMatch(
        outgoing.id(),
        incoming.id(),
        TransferMatch.Source.USER,
        score.percent(),
        reasons,
        (int) ChronoUnit.DAYS.between(outgoing.date(), incoming.date()));
  }

  private static OwnAccount account(Map<UUID, OwnAccount> accounts, BookedRow row) {
    return accounts.getOrDefault(row.account(), OwnAccount.unknown(row.account()));
  }

  private static Rejection refused(String code, String detail, @Nullable String pointer) {
    return pointer == null ? new Rejection(code, detail) : new Rejection(code, detail, pointer);
  }
}
