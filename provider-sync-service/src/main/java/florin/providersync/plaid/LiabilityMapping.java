package florin.providersync.plaid;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.Quantity;
import florin.providersync.plaid.wire.LiabilityResponses;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.provider.data.DebtTerms;
import florin.providersync.provider.data.DebtTerms.Dated;
import florin.providersync.provider.data.ExternalAccountScoped;
import florin.providersync.provider.data.LiabilitiesSnapshot;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maps Plaid's liabilities to facts. A statement's balance is positive at Plaid when it is owed
 * ({@code liabilities/get}, field {@code last_statement_balance}); its sign is changed here, as
 * that of balances.
 */
final class LiabilityMapping {

  private static final CurrencyCode NONE = new CurrencyCode("XXX");

  private final String account;
  private final CurrencyCode currency;

  private LiabilityMapping(String account, CurrencyCode currency) {
    this.account = account;
    this.currency = currency;
  }

  static LiabilitiesSnapshot liabilities(LiabilityResponses.Body body) {
    List<BankAccount> accounts = PlaidMapping.accounts(body.accounts());
    Map<String, CurrencyCode> currencies = new HashMap<>();
    accounts.forEach(one -> currencies.put(one.externalId(), one.currency()));
    List<ExternalAccountScoped<DebtTerms>> all = new ArrayList<>();
    for (LiabilityResponses.Credit one : body.liabilities().credit()) {
      of(one.accountId(), currencies).ifPresent(words -> all.add(words.owned(words.credit(one))));
    }
    for (LiabilityResponses.Mortgage one : body.liabilities().mortgage()) {
      of(one.accountId(), currencies).ifPresent(words -> all.add(words.owned(words.mortgage(one))));
    }
    for (LiabilityResponses.Student one : body.liabilities().student()) {
      of(one.accountId(), currencies).ifPresent(words -> all.add(words.owned(words.student(one))));
    }
    return new LiabilitiesSnapshot(accounts, all);
  }

  /** A liability without an account id is ignored. */
  private static Optional<LiabilityMapping> of(
      @Nullable String account, Map<String, CurrencyCode> currencies) {
    return Optional.ofNullable(account)
        .map(id -> new LiabilityMapping(id, currencies.getOrDefault(id, NONE)));
  }

  private ExternalAccountScoped<DebtTerms> owned(DebtTerms debtTerms) {
    return new ExternalAccountScoped<>(account, debtTerms);
  }

  private DebtTerms credit(LiabilityResponses.Credit one) {
    return new DebtTerms(
        "credit",
        currency,
        one.aprs().stream().map(this::apr).toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(one.isOverdue()),
        money(one.minimumPaymentAmount()),
        date(one.nextPaymentDueDate()),
        dated(one.lastPaymentAmount(), one.lastPaymentDate()),
        owed(one.lastStatementBalance(), one.lastStatementIssueDate()),
        Optional.empty(),
        dated(null, null),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private DebtTerms mortgage(LiabilityResponses.Mortgage one) {
    Optional<LiabilityResponses.Rate> rate = Optional.ofNullable(one.interestRate());
    return new DebtTerms(
        "mortgage",
        currency,
        List.of(),
        rate.map(LiabilityResponses.Rate::percentage).map(this::percent),
        rate.map(LiabilityResponses.Rate::type),
        Optional.ofNullable(one.pastDueAmount()).map(due -> due.signum() > 0),
        money(one.nextMonthlyPayment()),
        date(one.nextPaymentDueDate()),
        dated(one.lastPaymentAmount(), one.lastPaymentDate()),
        dated(null, null),
        money(one.pastDueAmount()),
        dated(one.originationPrincipalAmount(), one.originationDate()),
        date(one.maturityDate()),
        Optional.ofNullable(one.loanTypeDescription()),
        Optional.empty(),
        Optional.empty(),
        money(one.escrowBalance()),
        Optional.empty(),
        money(one.ytdInterestPaid()),
        money(one.ytdPrincipalPaid()));
  }

  private DebtTerms student(LiabilityResponses.Student one) {
    return new DebtTerms(
        "student",
        currency,
        List.of(),
        Optional.ofNullable(one.interestRatePercentage()).map(this::percent),
        Optional.empty(),
        Optional.ofNullable(one.isOverdue()),
        money(one.minimumPaymentAmount()),
        date(one.nextPaymentDueDate()),
        dated(one.lastPaymentAmount(), one.lastPaymentDate()),
        owed(one.lastStatementBalance(), one.lastStatementIssueDate()),
        Optional.empty(),
        dated(one.originationPrincipalAmount(), one.originationDate()),
        date(one.expectedPayoffDate()),
        Optional.ofNullable(one.loanName()),
        Optional.ofNullable(one.loanStatus()).map(LiabilityResponses.Status::type),
        Optional.ofNullable(one.repaymentPlan()).map(LiabilityResponses.Plan::type),
        Optional.empty(),
        money(one.outstandingInterestAmount()),
        money(one.ytdInterestPaid()),
        money(one.ytdPrincipalPaid()));
  }

  private DebtTerms.Apr apr(LiabilityResponses.Apr apr) {
    return new DebtTerms.Apr(
        apr.aprType(),
        percent(apr.aprPercentage()),
        money(apr.balanceSubjectToApr()),
        money(apr.interestChargeAmount()));
  }

  private Quantity percent(BigDecimal percentage) {
    return InvestmentMapping.quantity(Objects.requireNonNull(percentage), account);
  }

  private Optional<Money> money(@Nullable BigDecimal amount) {
    return PlaidMapping.balance(amount, currency, account);
  }

  private Optional<LocalDate> date(@Nullable LocalDate date) {
    return Optional.ofNullable(date).map(known -> PlaidMapping.date(known, account));
  }

  private Dated dated(@Nullable BigDecimal amount, @Nullable LocalDate date) {
    return new Dated(money(amount), date(date));
  }

  private Dated owed(@Nullable BigDecimal amount, @Nullable LocalDate date) {
    return new Dated(money(amount).map(Money::negate), date(date));
  }
}
