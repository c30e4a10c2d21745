package florin.providersync.plaid;

import florin.providersync.plaid.wire.InvestmentResponses;
import florin.providersync.plaid.wire.PlaidJson;
import florin.providersync.plaid.wire.PlaidResponses;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.provider.data.HoldingsSnapshot;
import florin.providersync.provider.data.InvestmentPage;
import florin.providersync.provider.data.UpdatePage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of an item that another system has synced so far, in Plaid's own shapes and signs.
 *
 * @param accounts all accounts of the item, in every part
 * @param cursor where the other system's last sync ended
 * @param complete whether this is the last part
 */
public record AdoptedBatch(
    UUID user,
    String itemId,
    Optional<AccessToken> token,
    Optional<String> institutionId,
    Optional<String> institutionName,
    List<String> products,
    List<BankAccount> accounts,
    List<UpdatePage.UpdatedTransaction> transactions,
    Optional<HoldingsSnapshot> holdings,
    Optional<InvestmentPage> investments,
    Optional<String> cursor,
    boolean complete) {

  private static final int LONGEST_ID = 256;

  /** The body as it is sent, with Plaid's field names. */
  record Body(
      UUID userId,
      String itemId,
      @Nullable AccessToken accessToken,
      @Nullable String institutionId,
      @Nullable String institutionName,
      @Nullable List<String> products,
      List<PlaidResponses.Account> accounts,
      @Nullable List<PlaidResponses.Transaction> transactions,
      @Nullable List<InvestmentResponses.Holding> holdings,
      @Nullable List<InvestmentResponses.Transaction> investmentTransactions,
      @Nullable List<InvestmentResponses.Security> securities,
      @Nullable String cursor,
      boolean complete) {}

  /**
   * @throws ProviderFailure {@code UNFIT} or {@code RETRY} if the text is no such batch
   */
  public static AdoptedBatch read(byte[] text) {
    Body body = new PlaidJson(text.length + 1L).read(text, Body.class, "the adoption");
    demand(body.userId() != null, "user_id: missing (expected: the id of a user)");
    demand(
        body.itemId() != null && !body.itemId().isBlank() && body.itemId().length() <= LONGEST_ID,
        "item_id: missing (expected: the id of an item)");
    demand(body.accounts() != null, "accounts: missing (expected: all accounts of the item)");
    List<PlaidResponses.Account> accounts = elements(body.accounts(), "accounts");
    List<InvestmentResponses.Security> securities = elements(body.securities(), "securities");
    List<PlaidResponses.Transaction> transactions = elements(body.transactions(), "transactions");
    return new AdoptedBatch(
        body.userId(),
        body.itemId(),
        Optional.ofNullable(body.accessToken()),
        Optional.ofNullable(body.institutionId()),
        Optional.ofNullable(body.institutionName()),
        elements(body.products(), "products"),
        PlaidMapping.accounts(accounts),
        PlaidMapping.page(
                new PlaidResponses.SyncBody(
                    null, List.of(), transactions, List.of(), List.of(), null, false))
            .added(),
        Optional.ofNullable(body.holdings())
            .map(
                list ->
                    InvestmentMapping.holdings(
                        new InvestmentResponses.HoldingsBody(
                            accounts, elements(list, "holdings"), securities))),
        Optional.ofNullable(body.investmentTransactions())
            .map(
                list ->
                    InvestmentMapping.page(
                        new InvestmentResponses.TransactionsBody(
                            accounts,
                            elements(list, "investment_transactions"),
                            securities,
                            list.size()))),
        Optional.ofNullable(body.cursor()).filter(given -> !given.isBlank()),
        body.complete());
  }

  private static void demand(boolean met, String detail) {
    if (!met) {
      throw new ProviderFailure(FailureType.UNFIT, "UNEXPECTED_ANSWER", detail);
    }
  }

  /** The elements of a list, none if it is left out. */
  private static <T> List<T> elements(@Nullable List<T> list, String field) {
    List<T> given = list == null ? List.of() : list;
    demand(
        given.stream().allMatch(Objects::nonNull),
        field + ": contains null (expected: no null element)");
    return List.copyOf(given);
  }
}
