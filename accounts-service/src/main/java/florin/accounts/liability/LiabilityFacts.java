package florin.accounts.liability;

import static florin.accounts.liability.LiabilityCodec.LIABILITIES;
import static florin.accounts.liability.LiabilityCodec.money;
import static florin.accounts.liability.LiabilityCodec.payment;

import florin.accounts.streams.StreamCommands;
import florin.accounts.streams.StreamCommands.StreamCommand;
import florin.events.CurrencyCode;
import florin.events.Quantity;
import florin.events.providersync.LiabilitiesObserved;
import florin.events.providersync.ObservedApr;
import florin.events.providersync.ObservedLiability;
import florin.journal.UnitOfWork;
import florin.journal.inbox.InboundEvent;
import florin.journal.stream.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Observed debts as commands. */
@Component
public final class LiabilityFacts {

  public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
    List<StreamCommand<LiabilityCommand>> decisions = new ArrayList<>();
    for (InboundEvent event : events) {
      if (event.event() instanceof LiabilitiesObserved fact) {
        Change change = event.change(fact.getAt());
        for (UUID account : fact.getGone()) {
          add(decisions, account, new LiabilityCommand.End(account, fact.getAt()), change);
        }
        for (ObservedLiability one : fact.getLiabilities()) {
          UUID account = one.getAccountId();
          add(
              decisions,
              account,
              new LiabilityCommand.Observe(account, terms(one), fact.getAt()),
              change);
        }
      }
    }
    return StreamCommands.decide(unit, LIABILITIES.decider(), decisions);
  }

  private static void add(
      List<StreamCommand<LiabilityCommand>> decisions,
      UUID account,
      LiabilityCommand command,
      Change change) {
    decisions.add(
        new StreamCommand<>(LiabilityCodec.stream(change.user(), account), command, change));
  }

  private static DebtTerms terms(ObservedLiability one) {
    CurrencyCode currency = new CurrencyCode(one.getCurrency());
    return new DebtTerms(
        one.getKind(),
        currency,
        one.getAprs().stream().map(apr -> apr(apr, currency)).toList(),
        Optional.ofNullable(one.getInterestRate()).map(Quantity::new),
        Optional.ofNullable(one.getInterestRateType()),
        Optional.ofNullable(one.getOverdue()),
        money(one.getMinimumPayment(), currency),
        Optional.ofNullable(one.getNextPaymentDueDate()),
        payment(one.getLastPayment(), one.getLastPaymentDate(), currency),
        payment(one.getLastStatementBalance(), one.getLastStatementDate(), currency),
        money(one.getPastDue(), currency),
        payment(one.getOriginationPrincipal(), one.getOriginationDate(), currency),
        Optional.ofNullable(one.getPayoffDate()),
        Optional.ofNullable(one.getLoanName()),
        Optional.ofNullable(one.getLoanStatus()),
        Optional.ofNullable(one.getRepaymentPlan()),
        money(one.getEscrowBalance(), currency),
        money(one.getOutstandingInterest(), currency),
        money(one.getInterestPaidThisYear(), currency),
        money(one.getPrincipalPaidThisYear(), currency));
  }

  private static DebtTerms.Apr apr(ObservedApr apr, CurrencyCode currency) {
    return new DebtTerms.Apr(
        apr.getType(),
        new Quantity(apr.getPercentage()),
        money(apr.getBalanceSubjectTo(), currency),
        money(apr.getInterestCharge(), currency));
  }
}
