package florin.accounts.account;

import florin.accounts.account.value.AccountType;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.accounts.account.value.BalanceObservation.Source;
import florin.accounts.account.value.ClosingParty;
import florin.accounts.account.value.ProviderAccount;
import florin.events.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The events that follow from values of a bank. */
final class ProviderRules {

  /** An amount has 10 decimals and 18 digits before them, a value of a holding more. */
  private static final int DECIMALS = 10;

  private static final BigDecimal LARGEST = BigDecimal.TEN.pow(18);

  private ProviderRules() {}

  static List<AccountEvent> openFromProvider(AccountCommand.Observe command) {
    ProviderAccount said = command.provider();
    List<AccountEvent> events = new ArrayList<>();
    events.add(
        new AccountEvent.Opened(
            command.account(),
            command.institution(),
            Optional.of(said),
            said.name(),
            said.type(),
            said.subtype(),
            command.balance().currency(),
            command.at()));
    if (command.balance().hasAnyAmount()) {
      events.add(Account.observed(command.account(), observation(command), command.at()));
    }
    events.addAll(mergeProposal(command, List.of()));
    if (!command.listed()) {
      events.add(new AccountEvent.Closed(command.account(), ClosingParty.PROVIDER, command.at()));
    }
    return events;
  }

  static List<AccountEvent> observe(AccountCommand.Observe command, Account.Existing existing) {
    List<AccountEvent> events = new ArrayList<>();
    Optional<UUID> institution = command.institution().or(existing::institution);
    if (!existing.provider().equals(Optional.of(command.provider()))
        || !existing.institution().equals(institution)) {
      events.add(
          new AccountEvent.Revised(
              command.account(), command.provider(), institution, command.at()));
    }
    if (command.listed() && existing.closedBy(ClosingParty.PROVIDER)) {
      events.add(new AccountEvent.Reopened(command.account(), ClosingParty.PROVIDER, command.at()));
    }
    if (existing.changesBalance(observation(command))) {
      events.add(Account.observed(command.account(), observation(command), command.at()));
    }
    events.addAll(mergeProposal(command, existing.proposed()));
    if (!command.listed() && !existing.closed()) {
      events.add(new AccountEvent.Closed(command.account(), ClosingParty.PROVIDER, command.at()));
    }
    return events;
  }

  /**
   * The sum of the holdings is the balance of an investment account of which the bank states none.
   * It is unknown if there are no holdings, or some in another currency than the account's.
   */
  static List<AccountEvent> sumHoldings(
      AccountCommand.SumHoldings command, Account.Existing existing) {
    BigDecimal sum = command.values().get(existing.currency());
    if (sum == null
        || command.values().size() > 1
        || existing.type() != AccountType.INVESTMENT
        || existing.bankStatesBalance()
        || sum.abs().compareTo(LARGEST) >= 0) {
      return List.of();
    }
    Money value = new Money(sum.setScale(DECIMALS, RoundingMode.HALF_EVEN), existing.currency());
    BalanceObservation said =
        new BalanceObservation(Balance.of(value), Source.HOLDINGS, command.at());
    return Account.unlessUnchanged(
        !existing.changesHoldingsSum(said),
        Account.observed(command.account(), said, command.at()));
  }

  /** Proposals that a fact does not repeat stay: provider-sync states each once. */
  private static List<AccountEvent> mergeProposal(
      AccountCommand.Observe command, List<UUID> proposed) {
    List<UUID> candidates = command.candidates();
    return Account.unlessUnchanged(
        candidates.isEmpty() || Set.copyOf(candidates).equals(Set.copyOf(proposed)),
        new AccountEvent.MergeProposed(command.account(), candidates, command.at()));
  }

  /** Only the connection that shows the account counts: after a relink, the new one. */
  static List<AccountEvent> closeUnlisted(
      AccountCommand.Unlist command, Account.Existing existing) {
    return Account.unlessUnchanged(
        existing.closed() || !existing.isSeenThrough(command.connection()),
        new AccountEvent.Closed(command.account(), ClosingParty.PROVIDER, command.at()));
  }

  private static BalanceObservation observation(AccountCommand.Observe command) {
    return new BalanceObservation(command.balance(), Source.PROVIDER, command.at());
  }
}
