package florin.providersync.provider.data;

import java.util.List;

/**
 * A page of investment transactions, newest first.
 *
 * @param total the number of all entries, stated by the provider with this page
 * @param unfit entries that cannot be taken as they are; they count among those there are
 */
public record InvestmentPage(
    int total,
    List<BankAccount> accounts,
    List<ExternalAccountScoped<InvestmentTransaction>> transactions,
    List<Security> securities,
    List<RejectedTransaction> unfit) {

  /**
   * An entry that is refused: never rounded, never cut.
   *
   * @param reason without any value that could be secret
   */
  public record RejectedTransaction(String externalId, String reason) {}

  /** The number of entries of the page. */
  public int size() {
    return transactions.size() + unfit.size();
  }
}
