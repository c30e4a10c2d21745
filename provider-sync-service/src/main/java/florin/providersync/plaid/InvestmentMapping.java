package florin.providersync.plaid;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.Quantity;
import florin.providersync.plaid.wire.InvestmentResponses;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.provider.data.ExternalAccountScoped;
import florin.providersync.provider.data.Holding;
import florin.providersync.provider.data.HoldingsSnapshot;
import florin.providersync.provider.data.InvestmentPage;
import florin.providersync.provider.data.InvestmentTransaction;
import florin.providersync.provider.data.Security;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps Plaid's investments to facts. Plaid's amounts are positive when cash is debited and its
 * quantities are positive when something is bought ({@code investments/transactions/get}, fields
 * {@code amount} and {@code quantity}): the sign of the amount is changed here and nowhere else.
 */
final class InvestmentMapping {

  private static final String OTHER = "other";
  private static final String INVESTMENT = "investment";
  private static final Set<String> SECURITY_TYPES =
      Set.of(
          "cash",
          "cryptocurrency",
          "derivative",
          "equity",
          "etf",
          "fixed income",
          "loan",
          "mutual fund");
  private static final Set<String> TYPES =
      Set.of("buy", "sell", "cancel", "cash", "fee", "transfer");

  private InvestmentMapping() {}

  /** A snapshot is accepted as a whole or not at all: a holding left out would look sold. */
  static HoldingsSnapshot holdings(InvestmentResponses.HoldingsBody body) {
    List<BankAccount> accounts = PlaidMapping.accounts(body.accounts());
    List<ExternalAccountScoped<Holding>> holdings =
        body.holdings().stream()
            .map(one -> new ExternalAccountScoped<>(one.accountId(), holding(one)))
            .toList();
    Set<String> holders = new HashSet<>();
    holdings.forEach(one -> holders.add(one.externalAccountId()));
    return new HoldingsSnapshot(
        accounts.stream()
            .filter(one -> one.type().equals(INVESTMENT) || holders.contains(one.externalId()))
            .toList(),
        holdings,
        securities(body.securities()));
  }

  /** An entry that cannot be read is reported; the others are applied. */
  static InvestmentPage page(InvestmentResponses.TransactionsBody body) {
    List<ExternalAccountScoped<InvestmentTransaction>> transactions = new ArrayList<>();
    List<InvestmentPage.RejectedTransaction> unfit = new ArrayList<>();
    for (InvestmentResponses.Transaction one : body.investmentTransactions()) {
      try {
        transactions.add(new ExternalAccountScoped<>(one.accountId(), transaction(one)));
      } catch (ProviderFailure refused) {
        unfit.add(
            new InvestmentPage.RejectedTransaction(
                one.investmentTransactionId(), String.valueOf(refused.getMessage())));
      }
    }
    return new InvestmentPage(
        body.totalInvestmentTransactions(),
        PlaidMapping.accounts(body.accounts()),
        transactions,
        securities(body.securities()),
        unfit);
  }

  private static List<Security> securities(List<InvestmentResponses.Security> securities) {
    return securities.stream().map(InvestmentMapping::security).toList();
  }

  private static Security security(InvestmentResponses.Security one) {
    String id = one.securityId();
    return new Security(
        id,
        Optional.ofNullable(one.name()),
        Optional.ofNullable(one.tickerSymbol()),
        Optional.ofNullable(one.isin()),
        Optional.ofNullable(one.cusip()),
        known(SECURITY_TYPES, one.type()),
        Optional.ofNullable(one.type()),
        Optional.ofNullable(one.subtype()),
        Boolean.TRUE.equals(one.isCashEquivalent()),
        PlaidMapping.currency(one.isoCurrencyCode(), one.unofficialCurrencyCode(), id),
        Optional.ofNullable(one.closePrice()).map(price -> quantity(price, id)),
        Optional.ofNullable(one.closePriceAsOf()).map(date -> PlaidMapping.date(date, id)),
        Optional.ofNullable(one.marketIdentifierCode()),
        Optional.ofNullable(one.sector()),
        Optional.ofNullable(one.industry()));
  }

  static Holding holding(InvestmentResponses.Holding one) {
    String id = one.accountId() + "/" + one.securityId();
    return new Holding(
        one.securityId(),
        quantity(one.quantity(), id),
        quantity(one.institutionPrice(), id),
        Optional.ofNullable(one.institutionPriceAsOf()).map(date -> PlaidMapping.date(date, id)),
        quantity(one.institutionValue(), id),
        Optional.ofNullable(one.costBasis()).map(cost -> quantity(cost, id)),
        PlaidMapping.currency(one.isoCurrencyCode(), one.unofficialCurrencyCode(), id));
  }

  static InvestmentTransaction transaction(InvestmentResponses.Transaction one) {
    String id = one.investmentTransactionId();
    CurrencyCode currency =
        PlaidMapping.currency(one.isoCurrencyCode(), one.unofficialCurrencyCode(), id);
    LocalDate date = PlaidMapping.date(one.date(), id);
    return new InvestmentTransaction(
        id,
        Optional.ofNullable(one.securityId()),
        date,
        one.name(),
        quantity(one.quantity(), id),
        Optional.ofNullable(one.price()).map(price -> quantity(price, id)),
        PlaidMapping.money(one.amount(), currency, id).negate(),
        fees(one.fees(), currency, id),
        known(TYPES, one.type()),
        one.type(),
        Optional.ofNullable(one.subtype()));
  }

  private static Optional<Money> fees(@Nullable BigDecimal fees, CurrencyCode currency, String id) {
    if (fees != null && fees.signum() < 0) {
      throw PlaidMapping.unfit(id, "fees below 0");
    }
    return PlaidMapping.balance(fees, currency, id);
  }

  private static String known(Set<String> words, @Nullable String word) {
    String lower = word == null ? OTHER : word.toLowerCase(Locale.ROOT);
    return words.contains(lower) ? lower : OTHER;
  }

  static Quantity quantity(BigDecimal value, String id) {
    try {
      return new Quantity(value);
    } catch (IllegalArgumentException unfit) {
      throw PlaidMapping.unfit(id, String.valueOf(unfit.getMessage()));
    }
  }
}
