package florin.accounts.account;

import florin.accounts.account.value.AccountClassification;
import florin.accounts.account.value.AccountClosure;
import florin.accounts.account.value.AccountOverrides;
import florin.accounts.account.value.AccountType;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.accounts.account.value.BalanceObservation.Source;
import florin.accounts.account.value.ClosingParty;
import florin.accounts.account.value.ManualBalances;
import florin.accounts.account.value.ProviderAccount;
import florin.accounts.problem.AccountsProblem;
import florin.events.CurrencyCode;
import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An account as decisions see one. */
public sealed interface Account {

  record NotOpened() implements Account {}

  /**
   * An account that is there; closing one does not take it away.
   *
   * @param bankName the bank's, or the one it was opened with by hand
   * @param bankKind the same
   * @param closing who closed it and when, if it is closed
   * @param proposed other accounts that it may be, proposed by provider-sync
   * @param balance the latest valid one: the bank's if the bank ever stated one
   * @param entered those that the user stated, oldest first
   */
  record Existing(
      Optional<UUID> institution,
      Optional<ProviderAccount> provider,
      String bankName,
      AccountClassification bankKind,
      CurrencyCode currency,
      AccountOverrides chosen,
      Optional<AccountClosure> closing,
      List<UUID> proposed,
      Optional<BalanceObservation> balance,
      List<BalanceObservation> entered)
      implements Account {

    public Existing {
      proposed = List.copyOf(proposed);
      entered = List.copyOf(entered);
    }

    public String name() {
      return chosen.name().orElse(bankName);
    }

    public AccountType type() {
      return kind().type();
    }

    public Optional<String> subtype() {
      return kind().subtype();
    }

    private AccountClassification kind() {
      return chosen.kind().orElse(bankKind);
    }

    public boolean hidden() {
      return chosen.hidden();
    }

    public boolean manual() {
      return provider.isEmpty();
    }

    public boolean closed() {
      return closing.isPresent();
    }

    public Optional<ClosingParty> closedBy() {
      return closing.map(AccountClosure::by);
    }

    /** The proposals that are not dismissed. */
    public List<UUID> mergeCandidates() {
      return proposed.stream().filter(id -> !chosen.dismissed().contains(id)).toList();
    }

    boolean closedBy(ClosingParty closingParty) {
      return closedBy().equals(Optional.of(closingParty));
    }

    boolean isSeenThrough(UUID connection) {
      return provider.map(ProviderAccount::connection).equals(Optional.of(connection));
    }

    private Existing revised(ProviderAccount said, Optional<UUID> bank) {
      return new Existing(
          bank,
          Optional.of(said),
          said.name(),
          new AccountClassification(said.type(), said.subtype()),
          currency,
          chosen,
          closing,
          proposed,
          balance,
          entered);
    }

    private Existing chosen(AccountOverrides now) {
      return with(now, closing, proposed, currency, balance, entered);
    }

    private Existing closed(Optional<AccountClosure> now) {
      return with(chosen, now, proposed, currency, balance, entered);
    }

    /** Closing a closed account does not change the time of its closing. */
    private Existing closed(ClosingParty by, Instant since) {
      return closed(
          Optional.of(new AccountClosure(by, closing.map(AccountClosure::since).orElse(since))));
    }

    private Existing proposed(List<UUID> candidates) {
      return with(chosen, closing, candidates, currency, balance, entered);
    }

    private Existing observed(BalanceObservation said) {
      List<BalanceObservation> next = said.byUser() ? ManualBalances.with(entered, said) : entered;
      return counts(said)
          ? with(chosen, closing, proposed, said.balance().currency(), Optional.of(said), next)
          : with(chosen, closing, proposed, currency, balance, next);
    }

    private Existing withdrawn(Instant observedAt) {
      List<BalanceObservation> next = ManualBalances.without(entered, observedAt);
      boolean lost = balance.filter(said -> said.byUser() && !next.contains(said)).isPresent();
      return with(
          chosen, closing, proposed, currency, lost ? ManualBalances.last(next) : balance, next);
    }

    private Existing with(
        AccountOverrides nextChosen,
        Optional<AccountClosure> nextClosing,
        List<UUID> nextProposed,
        CurrencyCode nextCurrency,
        Optional<BalanceObservation> nextBalance,
        List<BalanceObservation> nextEntered) {
      return new Existing(
          institution,
          provider,
          bankName,
          bankKind,
          nextCurrency,
          nextChosen,
          nextClosing,
          nextProposed,
          nextBalance,
          nextEntered);
    }

    /**
     * A balance that the bank stated goes before the sum of the holdings and before one that was
     * entered by hand; of the others a later one goes before an earlier one.
     */
    private boolean counts(BalanceObservation said) {
      return said.fromProvider()
          || (said.fromHoldings() && !bankStatesBalance())
          || balance.isEmpty()
          || (!balance.get().fromProvider()
              && !said.observedAt().isBefore(balance.get().observedAt()));
    }

    /** Whether the last balance of the bank has a current amount. */
    boolean bankStatesBalance() {
      return balance
          .filter(BalanceObservation::fromProvider)
          .flatMap(last -> last.balance().current())
          .isPresent();
    }

    /** Whether the holdings have another sum than before, or the same on a new day. */
    boolean changesHoldingsSum(BalanceObservation sum) {
      return balance
          .filter(BalanceObservation::fromHoldings)
          .map(last -> !last.balance().equals(sum.balance()) || sum.day().isAfter(last.day()))
          .orElse(true);
    }

    /**
     * Whether an observation is new: another balance, or the same on another day. One without a
     * current amount does not replace the sum of the holdings.
     */
    boolean changesBalance(BalanceObservation said) {
      boolean replaces =
          said.balance().current().isPresent()
              || balance.filter(BalanceObservation::fromHoldings).isEmpty();
      return said.balance().hasAnyAmount()
          && replaces
          && balance
              .filter(BalanceObservation::fromProvider)
              .map(last -> !last.balance().equals(said.balance()) || said.day().isAfter(last.day()))
              .orElse(true);
    }
  }

  static List<AccountEvent> decide(AccountCommand command, Account state) {
    return switch (command) {
      case AccountCommand.Observe c ->
          switch (state) {
            case NotOpened() -> ProviderRules.openFromProvider(c);
            case Existing existing -> ProviderRules.observe(c, existing);
          };
      case AccountCommand.SumHoldings c ->
          switch (state) {
            case NotOpened() -> List.of();
            case Existing existing -> ProviderRules.sumHoldings(c, existing);
          };
      case AccountCommand.Open c ->
          switch (state) {
            case NotOpened() -> open(c);
            case Existing _ -> List.of();
          };
      case AccountCommand.Rename c -> rename(c, demandOpened(state));
      case AccountCommand.Hide c ->
          unlessUnchanged(
              demandOpened(state).hidden(), new AccountEvent.Hidden(c.account(), c.at()));
      case AccountCommand.Show c ->
          unlessUnchanged(
              !demandOpened(state).hidden(), new AccountEvent.Shown(c.account(), c.at()));
      case AccountCommand.Unlist c ->
          switch (state) {
            case NotOpened() -> List.of();
            case Existing existing -> ProviderRules.closeUnlisted(c, existing);
          };
      case AccountCommand.Close c ->
          unlessUnchanged(
              demandOpened(state).closedBy(c.by()),
              new AccountEvent.Closed(c.account(), c.by(), c.since(), c.at()));
      case AccountCommand.Reopen c ->
          unlessUnchanged(
              !demandOpened(state).closed(),
              new AccountEvent.Reopened(c.account(), ClosingParty.USER, c.at()));
      case AccountCommand.EnterBalance c -> enterBalance(c, demandOpened(state));
      case AccountCommand.Withdraw c ->
          unlessUnchanged(
              ManualBalances.at(demandOpened(state).entered(), c.observedAt()).isEmpty(),
              new AccountEvent.BalanceWithdrawn(c.account(), c.observedAt(), c.at()));
      case AccountCommand.Classify c ->
          unlessUnchanged(
              demandOpened(state).chosen().kind().equals(c.kind()),
              new AccountEvent.Classified(c.account(), c.kind(), c.at()));
      case AccountCommand.Dismiss c -> dismiss(c, demandOpened(state));
      case AccountCommand.Reconsider c ->
          unlessUnchanged(
              !demandOpened(state).chosen().dismissed().contains(c.candidate()),
              new AccountEvent.MergeReconsidered(c.account(), List.of(c.candidate()), c.at()));
    };
  }

  private static List<AccountEvent> open(AccountCommand.Open command) {
    List<AccountEvent> events = new ArrayList<>();
    events.add(
        new AccountEvent.Opened(
            command.account(),
            Optional.empty(),
            Optional.empty(),
            command.name(),
            command.type(),
            command.subtype(),
            command.currency(),
            command.at()));
    command
        .balance()
        .map(current -> new BalanceObservation(Balance.of(current), Source.OPENING, command.at()))
        .ifPresent(said -> events.add(observed(command.account(), said, command.at())));
    return events;
  }

  private static List<AccountEvent> rename(AccountCommand.Rename command, Existing existing) {
    if (command.name().isEmpty() && existing.manual()) {
      throw new Rejection(
          AccountsProblem.NAME_REQUIRED, "name: null (expected: a name, no bank has one)", "/name");
    }
    return unlessUnchanged(
        existing.chosen().name().equals(command.name()),
        new AccountEvent.Renamed(command.account(), command.name(), command.at()));
  }

  private static List<AccountEvent> dismiss(AccountCommand.Dismiss command, Existing existing) {
    if (!existing.proposed().contains(command.candidate())) {
      throw new Rejection("not-found", "There is no such proposal.");
    }
    return unlessUnchanged(
        existing.chosen().dismissed().contains(command.candidate()),
        new AccountEvent.MergeDismissed(
            command.account(), List.of(command.candidate()), command.at()));
  }

  private static List<AccountEvent> enterBalance(
      AccountCommand.EnterBalance command, Existing existing) {
    CurrencyCode currency = command.balance().currency();
    if (!currency.equals(existing.currency())) {
      throw new Rejection(
          ProblemType.CURRENCY_MISMATCH,
          "currency: %s (expected: %s, the account's)".formatted(currency, existing.currency()),
          "/current/currency");
    }
    if (command.observedAt().isAfter(command.at())) {
      throw new Rejection(
          AccountsProblem.OBSERVED_IN_FUTURE,
          "observedAt: %s (expected: not after now, %s)"
              .formatted(command.observedAt(), command.at()),
          "/observedAt");
    }
    BalanceObservation said =
        new BalanceObservation(command.balance(), Source.MANUAL, command.observedAt());
    return unlessUnchanged(
        existing.balance().equals(Optional.of(said)),
        observed(command.account(), said, command.at()));
  }

  static AccountEvent observed(UUID account, BalanceObservation said, Instant at) {
    return new AccountEvent.BalanceObserved(account, said, at);
  }

  static List<AccountEvent> unlessUnchanged(boolean alreadySo, AccountEvent event) {
    return alreadySo ? List.of() : List.of(event);
  }

  private static Existing demandOpened(Account state) {
    return switch (state) {
      case NotOpened() -> throw new Rejection("not-found", "There is no such account.");
      case Existing existing -> existing;
    };
  }

  static Account evolve(Account state, AccountEvent event) {
    return switch (event) {
      case AccountEvent.Opened e ->
          new Existing(
              e.institution(),
              e.provider(),
              e.name(),
              new AccountClassification(e.type(), e.subtype()),
              e.currency(),
              AccountOverrides.NOTHING,
              Optional.empty(),
              List.of(),
              Optional.empty(),
              List.of());
      case AccountEvent.Revised e when state instanceof Existing existing ->
          existing.revised(e.provider(), e.institution());
      case AccountEvent.Renamed e when state instanceof Existing existing ->
          existing.chosen(existing.chosen().named(e.name()));
      case AccountEvent.Hidden _ when state instanceof Existing existing ->
          existing.chosen(existing.chosen().hidden(true));
      case AccountEvent.Shown _ when state instanceof Existing existing ->
          existing.chosen(existing.chosen().hidden(false));
      case AccountEvent.Closed e when state instanceof Existing existing ->
          existing.closed(e.by(), e.since());
      case AccountEvent.Reopened _ when state instanceof Existing existing ->
          existing.closed(Optional.empty());
      case AccountEvent.MergeProposed e when state instanceof Existing existing ->
          existing.proposed(e.candidates());
      case AccountEvent.BalanceObserved e when state instanceof Existing existing ->
          existing.observed(e.observation());
      case AccountEvent.BalanceWithdrawn e when state instanceof Existing existing ->
          existing.withdrawn(e.observedAt());
      case AccountEvent.Classified e when state instanceof Existing existing ->
          existing.chosen(existing.chosen().classified(e.kind()));
      case AccountEvent.MergeDismissed e when state instanceof Existing existing ->
          existing.chosen(existing.chosen().dismissing(e.candidates()));
      case AccountEvent.MergeReconsidered e when state instanceof Existing existing ->
          existing.chosen(existing.chosen().reconsidering(e.candidates()));
      case AccountEvent.Revised _,
          AccountEvent.Renamed _,
          AccountEvent.Hidden _,
          AccountEvent.Shown _,
          AccountEvent.Closed _,
          AccountEvent.Reopened _,
          AccountEvent.MergeProposed _,
          AccountEvent.Classified _,
          AccountEvent.MergeDismissed _,
          AccountEvent.MergeReconsidered _,
          AccountEvent.BalanceObserved _,
          AccountEvent.BalanceWithdrawn _ ->
          state;
    };
  }
}
