package florin.providersync.provider.data;

import java.util.List;

/**
 * A page of investment transactions, newest first.
 *
 * @param total how many there are in all, as far as the provider knew when it gave this page
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

  /** How many entries the page has. */
  public int size() {
    return transactions.size() + unfit.size();
  }
}
