package florin.accounts.investment.trade;

import florin.events.Money;
import florin.events.Quantity;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An investment transaction as its bank described it.
 *
 * @param security empty for cash
 * @param date settled; a calendar date of the bank
 * @param quantity positive = bought or received, negative = sold or given
 * @param amount negative = cash out of the holder's hands
 * @param fees never negative; part of the amount
 * @param type one of Florin's types, {@code other} where the provider's word is none of them
 * @param subtype one of Florin's subtypes, absent where the provider has none
 */
public record TradeDetails(
    UUID connection,
    String externalId,
    UUID account,
    Optional<UUID> security,
    LocalDate date,
    String name,
    Quantity quantity,
    Optional<Quantity> price,
    Money amount,
    Optional<Money> fees,
    String type,
    Optional<String> subtype,
    String providerType,
    Optional<String> providerSubtype) {

  private static final String OTHER = "other";
  private static final Set<String> TYPES =
      Set.of("buy", "sell", "cancel", "cash", "fee", "transfer", OTHER);

  /** Plaid documentation, "Investment transaction types schema". */
  private static final Set<String> SUBTYPES =
      Set.of(
          "account fee",
          "adjustment",
          "assignment",
          "buy",
          "buy to cover",
          "contribution",
          "deposit",
          "distribution",
          "dividend",
          "dividend reinvestment",
          "exercise",
          "expire",
          "fund fee",
          "interest",
          "interest receivable",
          "interest reinvestment",
          "legal fee",
          "loan payment",
          "long-term capital gain",
          "long-term capital gain reinvestment",
          "management fee",
          "margin expense",
          "merger",
          "miscellaneous fee",
          "non-qualified dividend",
          "non-resident tax",
          "pending credit",
          "pending debit",
          "qualified dividend",
          "rebalance",
          "return of principal",
          "request",
          "sell",
          "sell short",
          "send",
          "short-term capital gain",
          "short-term capital gain reinvestment",
          "spin off",
          "split",
          "stock distribution",
          "tax",
          "tax withheld",
          "trade",
          "transfer",
          "transfer fee",
          "trust fee",
          "unqualified gain",
          "withdrawal");

  public TradeDetails {
    type = TYPES.contains(type) ? type : OTHER;
    subtype = subtype.map(word -> SUBTYPES.contains(word) ? word : OTHER);
  }

  boolean hasNegativeFees() {
    return fees.isPresent() && fees.get().amount().signum() < 0;
  }
}
