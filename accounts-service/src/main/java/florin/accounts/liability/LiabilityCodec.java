package florin.accounts.liability;

import florin.accounts.Derived;
import florin.accounts.liability.Terms.Payment;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.Quantity;
import florin.events.accounts.Apr;
import florin.events.accounts.LiabilityEnded;
import florin.events.accounts.LiabilityObserved;
import florin.journal.EventCodec;
import florin.journal.StreamId;
import florin.journal.StreamType;
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
    return Derived.stream(LIABILITIES.decider(), NAMESPACE, user, account);
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
    Terms terms = event.terms();
    return LiabilityObserved.newBuilder()
        .setAccountId(event.account())
        .setKind(terms.kind())
        .setCurrency(terms.currency().code())
        .setAprs(terms.aprs().stream().map(LiabilityCodec::toAvro).toList())
        .setInterestRate(terms.interestRate().map(Quantity::scaled).orElse(null))
        .setInterestRateType(terms.interestRateType().orElse(null))
        .setOverdue(terms.overdue().orElse(null))
        .setMinimumPayment(scaled(terms.minimumPayment()))
        .setNextPaymentDueDate(terms.nextPaymentDueDate().orElse(null))
        .setLastPayment(scaled(terms.lastPayment().amount()))
        .setLastPaymentDate(terms.lastPayment().date().orElse(null))
        .setLastStatementBalance(scaled(terms.lastStatement().amount()))
        .setLastStatementDate(terms.lastStatement().date().orElse(null))
        .setPastDue(scaled(terms.pastDue()))
        .setOriginationPrincipal(scaled(terms.origination().amount()))
        .setOriginationDate(terms.origination().date().orElse(null))
        .setPayoffDate(terms.payoffDate().orElse(null))
        .setLoanName(terms.loanName().orElse(null))
        .setLoanStatus(terms.loanStatus().orElse(null))
        .setRepaymentPlan(terms.repaymentPlan().orElse(null))
        .setEscrowBalance(scaled(terms.escrowBalance()))
        .setOutstandingInterest(scaled(terms.outstandingInterest()))
        .setInterestPaidThisYear(scaled(terms.interestPaidThisYear()))
        .setPrincipalPaidThisYear(scaled(terms.principalPaidThisYear()))
        .setAt(event.at())
        .build();
  }

  private static Apr toAvro(Terms.Apr apr) {
    return new Apr(
        apr.type(),
        apr.percentage().scaled(),
        scaled(apr.balanceSubjectTo()),
        scaled(apr.interestCharge()));
  }

  private static Terms terms(LiabilityObserved e) {
    CurrencyCode currency = new CurrencyCode(e.getCurrency());
    return new Terms(
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

  private static Terms.Apr apr(Apr apr, CurrencyCode currency) {
    return new Terms.Apr(
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
