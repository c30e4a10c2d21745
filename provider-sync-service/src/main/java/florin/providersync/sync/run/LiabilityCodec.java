package florin.providersync.sync.run;

import florin.events.AvroEvents;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.Quantity;
import florin.events.providersync.ObservedApr;
import florin.events.providersync.ObservedLiability;
import florin.providersync.provider.data.DebtTerms;
import florin.providersync.provider.data.DebtTerms.Dated;
import florin.providersync.sync.observation.AccountScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Debts as Avro. */
public final class LiabilityCodec {

  private LiabilityCodec() {}

  public static byte[] bytes(AccountScoped<DebtTerms> liability) {
    return AvroEvents.encode(avro(liability));
  }

  static ObservedLiability avro(AccountScoped<DebtTerms> accountScoped) {
    DebtTerms one = accountScoped.what();
    return ObservedLiability.newBuilder()
        .setAccountId(accountScoped.accountId())
        .setKind(one.kind())
        .setCurrency(one.currency().code())
        .setAprs(one.aprs().stream().map(LiabilityCodec::avro).toList())
        .setInterestRate(one.interestRate().map(Quantity::scaled).orElse(null))
        .setInterestRateType(one.interestRateType().orElse(null))
        .setOverdue(one.overdue().orElse(null))
        .setMinimumPayment(scaled(one.minimumPayment()))
        .setNextPaymentDueDate(one.nextPaymentDueDate().orElse(null))
        .setLastPayment(scaled(one.lastPayment().amount()))
        .setLastPaymentDate(one.lastPayment().date().orElse(null))
        .setLastStatementBalance(scaled(one.lastStatement().amount()))
        .setLastStatementDate(one.lastStatement().date().orElse(null))
        .setPastDue(scaled(one.pastDue()))
        .setOriginationPrincipal(scaled(one.origination().amount()))
        .setOriginationDate(one.origination().date().orElse(null))
        .setPayoffDate(one.payoffDate().orElse(null))
        .setLoanName(one.loanName().orElse(null))
        .setLoanStatus(one.loanStatus().orElse(null))
        .setRepaymentPlan(one.repaymentPlan().orElse(null))
        .setEscrowBalance(scaled(one.escrowBalance()))
        .setOutstandingInterest(scaled(one.outstandingInterest()))
        .setInterestPaidThisYear(scaled(one.interestPaidThisYear()))
        .setPrincipalPaidThisYear(scaled(one.principalPaidThisYear()))
        .build();
  }

  static AccountScoped<DebtTerms> liability(ObservedLiability avro) {
    CurrencyCode currency = new CurrencyCode(avro.getCurrency());
    return new AccountScoped<>(
        avro.getAccountId(),
        new DebtTerms(
            avro.getKind(),
            currency,
            avro.getAprs().stream().map(apr -> apr(apr, currency)).toList(),
            Optional.ofNullable(avro.getInterestRate()).map(Quantity::new),
            Optional.ofNullable(avro.getInterestRateType()),
            Optional.ofNullable(avro.getOverdue()),
            money(avro.getMinimumPayment(), currency),
            Optional.ofNullable(avro.getNextPaymentDueDate()),
            dated(avro.getLastPayment(), avro.getLastPaymentDate(), currency),
            dated(avro.getLastStatementBalance(), avro.getLastStatementDate(), currency),
            money(avro.getPastDue(), currency),
            dated(avro.getOriginationPrincipal(), avro.getOriginationDate(), currency),
            Optional.ofNullable(avro.getPayoffDate()),
            Optional.ofNullable(avro.getLoanName()),
            Optional.ofNullable(avro.getLoanStatus()),
            Optional.ofNullable(avro.getRepaymentPlan()),
            money(avro.getEscrowBalance(), currency),
            money(avro.getOutstandingInterest(), currency),
            money(avro.getInterestPaidThisYear(), currency),
            money(avro.getPrincipalPaidThisYear(), currency)));
  }

  private static ObservedApr avro(DebtTerms.Apr apr) {
    return new ObservedApr(
        apr.type(),
        apr.percentage().scaled(),
        scaled(apr.balanceSubjectTo()),
        scaled(apr.interestCharge()));
  }

  private static DebtTerms.Apr apr(ObservedApr avro, CurrencyCode currency) {
    return new DebtTerms.Apr(
        avro.getType(),
        new Quantity(avro.getPercentage()),
        money(avro.getBalanceSubjectTo(), currency),
        money(avro.getInterestCharge(), currency));
  }

  private static Dated dated(
      @Nullable BigDecimal amount, @Nullable LocalDate date, CurrencyCode currency) {
    return new Dated(money(amount, currency), Optional.ofNullable(date));
  }

  private static Optional<Money> money(@Nullable BigDecimal amount, CurrencyCode currency) {
    return Optional.ofNullable(amount).map(known -> new Money(known, currency));
  }

  private static @Nullable BigDecimal scaled(Optional<Money> money) {
    return money.map(Money::scaled).orElse(null);
  }
}
