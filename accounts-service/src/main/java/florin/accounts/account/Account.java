package florin.accounts.account;

import florin.accounts.account.Observation.Source;
import florin.accounts.problem.AccountsProblem;
import florin.events.CurrencyCode;
import florin.journal.Rejection;
import florin.journal.web.ProblemType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An account as decisions see one. */
public sealed interface Account {

  record Unopened() implements Account {}

  /**
   * An account that is there; closing one does not take it away.
   *
   * @param bankName the bank's, or the one it was opened with by hand
   * @param bankKind the same
   * @param closing who closed it and when, if it is closed
   * @param proposed other accounts that it may be, as the bank's side says
   * @param balance the latest that counts: the bank's if the bank ever said one
   * @param entered those that the user said, oldest first
   */
  record Held(
      Optional<UUID> institution,
      Optional<ProviderAccount> provider,
      String bankName,
      Kind bankKind,
      CurrencyCode currency,
      Chosen chosen,
      Optional<Closing> closing,
      List<UUID> proposed,
      Optional<Observation> balance,
      List<Observation> entered)
      implements Account {

    public Held {
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

    private Kind kind() {
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

    public Optional<Party> closedBy() {
      return closing.map(Closing::by);
    }

    /** What is proposed and not dismissed. */
    public List<UUID> mergeCandidates() {
      return proposed.stream().filter(id -> !chosen.dismissed().contains(id)).toList();
    }

    boolean closedBy(Party party) {
      return closedBy().equals(Optional.of(party));
    }

    boolean seenThrough(UUID connection) {
      return provider.map(ProviderAccount::connection).equals(Optional.of(connection));
    }

    private Held revised(ProviderAccount said, Optional<UUID> bank) {
      return new Held(
          bank,
          Optional.of(said),
          said.name(),
          new Kind(said.type(), said.subtype()),
          currency,
          chosen,
          closing,
          proposed,
          balance,
          entered);
    }

    private Held chosen(Chosen now) {
      return with(now, closing, proposed, currency, balance, entered);
    }

    private Held closed(Optional<Closing> now) {
      return with(chosen, now, proposed, currency, balance, entered);
    }

    /** Who closes what is closed already changes nothing of when that was. */
    private Held closed(Party by, Instant since) {
      return closed(Optional.of(new Closing(by, closing.map(Closing::since).orElse(since))));
    }

    private Held proposed(List<UUID> candidates) {
      return with(chosen, closing, candidates, currency, balance, entered);
    }

    private Held observed(Observation said) {
      List<Observation> next = said.fromProvider() ? entered : Entered.with(entered, said);
      return counts(said)
          ? with(chosen, closing, proposed, said.balance().currency(), Optional.of(said), next)
          : with(chosen, closing, proposed, currency, balance, next);
    }

    private Held withdrawn(Instant observedAt) {
      List<Observation> next = Entered.without(entered, observedAt);
      boolean lost =
          balance.filter(said -> !said.fromProvider() && !next.contains(said)).isPresent();
      return with(chosen, closing, proposed, currency, lost ? Entered.last(next) : balance, next);
    }

    private Held with(
        Chosen nextChosen,
        Optional<Closing> nextClosing,
        List<UUID> nextProposed,
        CurrencyCode nextCurrency,
        Optional<Observation> nextBalance,
        List<Observation> nextEntered) {
      return new Held(
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

    /** The bank's word goes before a balance entered by hand, a later one before an earlier. */
    private boolean counts(Observation said) {
      return said.fromProvider()
          || balance.isEmpty()
          || (!balance.get().fromProvider()
              && !said.observedAt().isBefore(balance.get().observedAt()));
    }

    /** Whether the bank says something new: another balance, or the same on a new day. */
    boolean isNews(Observation said) {
      return said.balance().saysSomething()
          && balance
              .filter(Observation::fromProvider)
              .map(last -> !last.balance().equals(said.balance()) || said.day().isAfter(last.day()))
              .orElse(true);
    }
  }

  static List<AccountEvent> decide(AccountCommand command, Account state) {
    return switch (command) {
      case AccountCommand.Observe c ->
          switch (state) {
            case Unopened() -> BankWord.adopt(c);
            case Held held -> BankWord.observe(c, held);
          };
      case AccountCommand.Open c ->
          switch (state) {
            case Unopened() -> open(c);
            case Held _ -> List.of();
          };
      case AccountCommand.Rename c -> rename(c, held(state));
      case AccountCommand.Hide c ->
          unless(held(state).hidden(), new AccountEvent.Hidden(c.account(), c.at()));
      case AccountCommand.Show c ->
          unless(!held(state).hidden(), new AccountEvent.Shown(c.account(), c.at()));
      case AccountCommand.Unlist c ->
          switch (state) {
            case Unopened() -> List.of();
            case Held held -> BankWord.unlist(c, held);
          };
      case AccountCommand.Close c ->
          unless(
              held(state).closedBy(c.by()),
              new AccountEvent.Closed(c.account(), c.by(), c.since(), c.at()));
      case AccountCommand.Reopen c ->
          unless(!held(state).closed(), new AccountEvent.Reopened(c.account(), Party.USER, c.at()));
      case AccountCommand.EnterBalance c -> enter(c, held(state));
      case AccountCommand.Withdraw c ->
          unless(
              Entered.at(held(state).entered(), c.observedAt()).isEmpty(),
              new AccountEvent.BalanceWithdrawn(c.account(), c.observedAt(), c.at()));
      case AccountCommand.Classify c ->
          unless(
              held(state).chosen().kind().equals(c.kind()),
              new AccountEvent.Classified(c.account(), c.kind(), c.at()));
      case AccountCommand.Dismiss c -> dismiss(c, held(state));
      case AccountCommand.Reconsider c ->
          unless(
              !held(state).chosen().dismissed().contains(c.candidate()),
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
        .map(current -> new Observation(Balance.of(current), Source.OPENING, command.at()))
        .ifPresent(said -> events.add(observed(command.account(), said, command.at())));
    return events;
  }

  private static List<AccountEvent> rename(AccountCommand.Rename command, Held held) {
    if (command.name().isEmpty() && held.manual()) {
      throw new Rejection(
          AccountsProblem.NAME_REQUIRED, "name: null (expected: a name, no bank has one)", "/name");
    }
    return unless(
        held.chosen().name().equals(command.name()),
        new AccountEvent.Renamed(command.account(), command.name(), command.at()));
  }

  private static List<AccountEvent> dismiss(AccountCommand.Dismiss command, Held held) {
    if (!held.proposed().contains(command.candidate())) {
      throw new Rejection("not-found", "There is no such proposal.");
    }
    return unless(
        held.chosen().dismissed().contains(command.candidate()),
        new AccountEvent.MergeDismissed(
            command.account(), List.of(command.candidate()), command.at()));
  }

  private static List<AccountEvent> enter(AccountCommand.EnterBalance command, Held held) {
    CurrencyCode currency = command.balance().currency();
    if (!currency.equals(held.currency())) {
      throw new Rejection(
          ProblemType.CURRENCY_MISMATCH,
          "currency: %s (expected: %s, the account's)".formatted(currency, held.currency()),
          "/current/currency");
    }
    if (command.observedAt().isAfter(command.at())) {
      throw new Rejection(
          AccountsProblem.OBSERVED_IN_FUTURE,
          "observedAt: %s (expected: not after now, %s)"
              .formatted(command.observedAt(), command.at()),
          "/observedAt");
    }
    Observation said = new Observation(command.balance(), Source.MANUAL, command.observedAt());
    return unless(
        held.balance().equals(Optional.of(said)), observed(command.account(), said, command.at()));
  }

  static AccountEvent observed(UUID account, Observation said, Instant at) {
    return new AccountEvent.BalanceObserved(account, said, at);
  }

  static List<AccountEvent> unless(boolean alreadySo, AccountEvent event) {
    return alreadySo ? List.of() : List.of(event);
  }

  private static Held held(Account state) {
    return switch (state) {
      case Unopened() -> throw new Rejection("not-found", "There is no such account.");
      case Held held -> held;
    };
  }

  static Account evolve(Account state, AccountEvent event) {
    return switch (event) {
      case AccountEvent.Opened e ->
          new Held(
              e.institution(),
              e.provider(),
              e.name(),
              new Kind(e.type(), e.subtype()),
              e.currency(),
              Chosen.NOTHING,
              Optional.empty(),
              List.of(),
              Optional.empty(),
              List.of());
      case AccountEvent.Revised e when state instanceof Held held ->
          held.revised(e.provider(), e.institution());
      case AccountEvent.Renamed e when state instanceof Held held ->
          held.chosen(held.chosen().named(e.name()));
      case AccountEvent.Hidden _ when state instanceof Held held ->
          held.chosen(held.chosen().hidden(true));
      case AccountEvent.Shown _ when state instanceof Held held ->
          held.chosen(held.chosen().hidden(false));
      case AccountEvent.Closed e when state instanceof Held held -> held.closed(e.by(), e.since());
      case AccountEvent.Reopened _ when state instanceof Held held -> held.closed(Optional.empty());
      case AccountEvent.MergeProposed e when state instanceof Held held ->
          held.proposed(e.candidates());
      case AccountEvent.BalanceObserved e when state instanceof Held held ->
          held.observed(e.observation());
      case AccountEvent.BalanceWithdrawn e when state instanceof Held held ->
          held.withdrawn(e.observedAt());
      case AccountEvent.Classified e when state instanceof Held held ->
          held.chosen(held.chosen().classified(e.kind()));
      case AccountEvent.MergeDismissed e when state instanceof Held held ->
          held.chosen(held.chosen().dismissing(e.candidates()));
      case AccountEvent.MergeReconsidered e when state instanceof Held held ->
          held.chosen(held.chosen().reconsidering(e.candidates()));
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
