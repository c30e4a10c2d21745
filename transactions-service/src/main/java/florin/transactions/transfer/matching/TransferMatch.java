package florin.transactions.transfer.matching;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A pair with the evidence for it.
 *
 * @param outgoing the transaction with the amount below 0
 * @param incoming the transaction with the amount above 0
 * @param score 0 to 100
 * @param reasons codes of {@link TransferReason}
 * @param daysApart from the outgoing date to the incoming one, negative if the money arrived first
 */
public record TransferMatch(
    UUID outgoing,
    UUID incoming,
    Source source,
    int score,
    List<TransferReason> reasons,
    int daysApart) {

  public TransferMatch {
    reasons = List.copyOf(reasons);
  }

  /** The party that matched a pair. */
  public enum Source {
    AUTOMATIC,
    USER;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Source of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }
}
