package florin.accounts.liability;

import florin.accounts.liability.DebtTerms.Payment;
import florin.accounts.streams.DerivedStreamIds;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.Quantity;
import florin.events.accounts.Apr;
import florin.events.accounts.LiabilityEnded;
import florin.events.accounts.LiabilityObserved;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Events of debts as Avro. */
public final class LiabilityCodec implements EventCodec<LiabilityEvent> {

  public static final StreamType<LiabilityCommand, LiabilityEvent, Liability> LIABILITIES =
      StreamType.of(
          "liability",
          new Liability.Unreported(),
          Liability::decide,
          Liability::evolve,
          new LiabilityCodec());

  /** Fixed for ever: a stream of its own beside the account's, which has the account's id. */
  private static final UUID NAMESPACE = UUID.fromString("3f9d0c26-b58e-4a71-9e44-7c1d8a5f02be");

  private LiabilityCodec() {}

  static StreamId stream(UUID user, UUID account) {
    return DerivedStreamIds.stream(LIABILITIES.decider(), NAMESPACE, user, account);
  }

  @Override
  public SpecificRecord toAvro(LiabilityEvent event) {
    return switch (event) {
      case LiabilityEvent.Observed e -> toAvro(e);
      case LiabilityEvent.Ended e -> new LiabilityEnded(e.account(), e.at());
    };
  }

  @Override
  public LiabilityEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case LiabilityObserved e ->
          new LiabilityEvent.Observed(e.getAccountId(), terms(e), e.getAt());
      case LiabilityEnded e -> new LiabilityEvent.Ended(e.getAccountId(), e.getAt());
      default -> throw new IllegalArgumentException("event: " + event.getSchema().getFullName());
    };
  }

  private static LiabilityObserved toAvro(LiabilityEvent.Observed event) {
    DebtTerms debtTerms = event.terms();
    return LiabilityObserved.newBuilder()
        .setAccountId(event.account())
        .setKind(debtTerms.kind())
        .setCurrency(debtTerms.currency().code())
        .setAprs(debtTerms.aprs().stream().map(LiabilityCodec::toAvro).toList())
        .setInterestRate(debtTerms.interestRate().map(Quantity::scaled).orElse(null))
        .setInterestRateType(debtTerms.interestRateType().orElse(null))
        .setOverdue(debtTerms.overdue().orElse(null))
        .setMinimumPayment(scaled(debtTerms.minimumPayment()))
        .setNextPaymentDueDate(debtTerms.nextPaymentDueDate().orElse(null))
        .setLastPayment(scaled(debtTerms.lastPayment().amount()))
        .setLastPaymentDate(debtTerms.lastPayment().date().orElse(null))
        .setLastStatementBalance(scaled(debtTerms.lastStatement().amount()))
        .setLastStatementDate(debtTerms.lastStatement().date().orElse(null))
        .setPastDue(scaled(debtTerms.pastDue()))
        .setOriginationPrincipal(scaled(debtTerms.origination().amount()))
        .setOriginationDate(debtTerms.origination().date().orElse(null))
        .setPayoffDate(debtTerms.payoffDate().orElse(null))
        .setLoanName(debtTerms.loanName().orElse(null))
        .setLoanStatus(debtTerms.loanStatus().orElse(null))
        .setRepaymentPlan(debtTerms.repaymentPlan().orElse(null))
        .setEscrowBalance(scaled(debtTerms.escrowBalance()))
        .setOutstandingInterest(scaled(debtTerms.outstandingInterest()))
        .setInterestPaidThisYear(scaled(debtTerms.interestPaidThisYear()))
        .setPrincipalPaidThisYear(scaled(debtTerms.principalPaidThisYear()))
        .setAt(event.at())
        .build();
  }

  private static Apr toAvro(DebtTerms.Apr apr) {
    return new Apr(
        apr.type(),
        apr.percentage().scaled(),
        scaled(apr.balanceSubjectTo()),
        scaled(apr.interestCharge()));
  }

  private static DebtTerms terms(LiabilityObserved e) {
    CurrencyCode currency = new CurrencyCode(e.getCurrency());
    return new DebtTerms(
        e.getKind(),
        currency,
        e.getAprs().stream().map(apr -> apr(apr, currency)).toList(),
        Optional.ofNullable(e.getInterestRate()).map(Quantity::new),
        Optional.ofNullable(e.getInterestRateType()),
        Optional.ofNullable(e.getOverdue()),
        money(e.getMinimumPayment(), currency),
        Optional.ofNullable(e.getNextPaymentDueDate()),
        payment(e.getLastPayment(), e.getLastPaymentDate(), currency),
        payment(e.getLastStatementBalance(), e.getLastStatementDate(), currency),
        money(e.getPastDue(), currency),
        payment(e.getOriginationPrincipal(), e.getOriginationDate(), currency),
        Optional.ofNullable(e.getPayoffDate()),
        Optional.ofNullable(e.getLoanName()),
        Optional.ofNullable(e.getLoanStatus()),
        Optional.ofNullable(e.getRepaymentPlan()),
        money(e.getEscrowBalance(), currency),
        money(e.getOutstandingInterest(), currency),
        money(e.getInterestPaidThisYear(), currency),
        money(e.getPrincipalPaidThisYear(), currency));
  }

  private static DebtTerms.Apr apr(Apr apr, CurrencyCode currency) {
    return new DebtTerms.Apr(
        apr.getType(),
        new Quantity(apr.getPercentage()),
        money(apr.getBalanceSubjectTo(), currency),
        money(apr.getInterestCharge(), currency));
  }

  static Payment payment(
      @Nullable BigDecimal amount, @Nullable LocalDate date, CurrencyCode currency) {
    return new Payment(money(amount, currency), Optional.ofNullable(date));
  }

  static Optional<Money> money(@Nullable BigDecimal amount, CurrencyCode currency) {
    return Optional.ofNullable(amount).map(known -> new Money(known, currency));
  }

  private static @Nullable BigDecimal scaled(Optional<Money> money) {
    return money.map(Money::scaled).orElse(null);
  }
}
