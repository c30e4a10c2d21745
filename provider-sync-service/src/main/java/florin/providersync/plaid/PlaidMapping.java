package florin.providersync.plaid;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.providersync.plaid.wire.PlaidResponses;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.provider.data.BankTransaction;
import florin.providersync.provider.data.UpdatePage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps Plaid's accounts and transactions to facts. Plaid's amounts are positive when money leaves
 * and its debts are positive ({@code transactions/sync}, field {@code amount}; {@code
 * accounts/get}, field {@code balances.current}); both signs are changed here and nowhere else.
 */
final class PlaidMapping {

  private static final String HISTORY_COMPLETE = "HISTORICAL_UPDATE_COMPLETE";
  private static final String NOT_READY = "NOT_READY";

  /** ISO 4217 for "no currency": Plaid gave none. */
  private static final String NO_CURRENCY = "XXX";

  private static final int LAST_YEAR = 9999;

  private static final Set<String> DEBTS = Set.of("credit", "loan");

  private PlaidMapping() {}

  static UpdatePage page(PlaidResponses.SyncBody body) {
    String next = body.nextCursor() == null ? "" : body.nextCursor();
    return new UpdatePage(
        !next.isEmpty() && !NOT_READY.equals(body.transactionsUpdateStatus()),
        HISTORY_COMPLETE.equals(body.transactionsUpdateStatus()),
        accounts(body.accounts()),
        entries(body.added()),
        entries(body.modified()),
        body.removed().stream()
            .map(removed -> new UpdatePage.RemovedTransactionId(removed.transactionId()))
            .toList(),
        next,
        body.hasMore());
  }

  static List<BankAccount> accounts(List<PlaidResponses.Account> accounts) {
    return accounts.stream().map(PlaidMapping::account).toList();
  }

  private static List<UpdatePage.UpdatedTransaction> entries(
      List<PlaidResponses.Transaction> transactions) {
    return transactions.stream()
        .map(one -> new UpdatePage.UpdatedTransaction(one.accountId(), transaction(one)))
        .toList();
  }

  static BankAccount account(PlaidResponses.Account account) {
    PlaidResponses.Balances balances = account.balances();
    CurrencyCode currency =
        currency(
            balances.isoCurrencyCode(), balances.unofficialCurrencyCode(), account.accountId());
    String type = type(account.type());
    Optional<Money> current = balance(balances.current(), currency, account.accountId());
    return new BankAccount(
        account.accountId(),
        Optional.ofNullable(account.persistentAccountId()),
        account.name(),
        Optional.ofNullable(account.officialName()),
        Optional.ofNullable(account.mask()),
        type,
        account.type(),
        Optional.ofNullable(account.subtype()),
        currency,
        DEBTS.contains(type) ? current.map(Money::negate) : current,
        balance(balances.available(), currency, account.accountId()),
        balance(balances.limit(), currency, account.accountId()));
  }

  static BankTransaction transaction(PlaidResponses.Transaction one) {
    String id = one.transactionId();
    PlaidResponses.Category category =
        one.personalFinanceCategory() == null
            ? new PlaidResponses.Category(null, null, null)
            : one.personalFinanceCategory();
    CurrencyCode currency = currency(one.isoCurrencyCode(), one.unofficialCurrencyCode(), id);
    return new BankTransaction(
        id,
        money(one.amount(), currency, id).negate(),
        date(one.date(), id),
        Optional.ofNullable(one.authorizedDate()).map(date -> date(date, id)),
        one.name(),
        Optional.ofNullable(one.originalDescription()),
        Optional.ofNullable(one.merchantName()),
        Optional.ofNullable(one.merchantEntityId()),
        one.pending(),
        Optional.ofNullable(one.pendingTransactionId()),
        Optional.ofNullable(category.primary()),
        Optional.ofNullable(category.detailed()),
        Optional.ofNullable(category.confidenceLevel()),
        Optional.ofNullable(one.paymentChannel()),
        Optional.ofNullable(one.transactionCode()),
        Optional.ofNullable(one.checkNumber()),
        Optional.ofNullable(one.website()),
        Optional.ofNullable(one.logoUrl()));
  }

  private static String type(String word) {
    return switch (word) {
      case "depository", "credit", "loan", "investment" -> word;
      case "brokerage" -> "investment"; // the name before 2020
      default -> "other";
    };
  }

  static CurrencyCode currency(@Nullable String official, @Nullable String unofficial, String id) {
    String code = official != null ? official : unofficial != null ? unofficial : NO_CURRENCY;
    try {
      return new CurrencyCode(code);
    } catch (IllegalArgumentException unfit) {
      throw unfit(id, String.valueOf(unfit.getMessage()));
    }
  }

  static Optional<Money> balance(@Nullable BigDecimal amount, CurrencyCode currency, String id) {
    return Optional.ofNullable(amount).map(known -> money(known, currency, id));
  }

  static Money money(BigDecimal amount, CurrencyCode currency, String id) {
    try {
      return Money.storable(amount, currency);
    } catch (IllegalArgumentException unfit) {
      throw unfit(id, String.valueOf(unfit.getMessage()));
    }
  }

  /** A calendar date of the bank: no zone and no clock ever touches it. */
  static LocalDate date(LocalDate date, String id) {
    if (date.getYear() < 1 || date.getYear() > LAST_YEAR) {
      throw unfit(id, "date: " + date + " (expected: a year of four digits)");
    }
    return date;
  }

  static ProviderFailure unfit(String id, String detail) {
    return new ProviderFailure(FailureType.UNFIT, "UNFIT_VALUE", id + ": " + detail);
  }
}
