package florin.accounts.account;

import florin.accounts.account.Observation.Source;
import florin.events.CurrencyCode;
import florin.journal.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An account as decisions see one. */
public sealed interface Account {

  record Unopened() implements Account {}

  /**
   * An account that is there; closing one does not take it away.
   *
   * @param bankName the bank's, or the one it was opened with by hand
   * @param ownName the user's, which goes before the bank's
   * @param closedBy who closed it, if it is closed
   * @param mergeCandidates other accounts that it may be
   * @param balance the latest that counts: the bank's if the bank ever said one
   */
  record Held(
      Optional<UUID> institution,
      Optional<ProviderAccount> provider,
      String bankName,
      Optional<String> ownName,
      AccountType type,
      Optional<String> subtype,
      CurrencyCode currency,
      boolean hidden,
      Optional<Party> closedBy,
      List<UUID> mergeCandidates,
      Optional<Observation> balance)
      implements Account {

    public Held {
      mergeCandidates = List.copyOf(mergeCandidates);
    }

    public String name() {
      return ownName.orElse(bankName);
    }

    public boolean manual() {
      return provider.isEmpty();
    }

    public boolean closed() {
      return closedBy.isPresent();
    }

    private boolean closedBy(Party party) {
      return closedBy.equals(Optional.of(party));
    }

    private boolean seenThrough(UUID connection) {
      return provider.map(ProviderAccount::connection).equals(Optional.of(connection));
    }

    private Held revised(ProviderAccount said, Optional<UUID> bank) {
      return new Held(
          bank,
          Optional.of(said),
          said.name(),
          ownName,
          said.type(),
          said.subtype(),
          currency,
          hidden,
          closedBy,
          mergeCandidates,
          balance);
    }

    private Held named(Optional<String> name) {
      return new Held(
          institution,
          provider,
          bankName,
          name,
          type,
          subtype,
          currency,
          hidden,
          closedBy,
          mergeCandidates,
          balance);
    }

    private Held hidden(boolean now) {
      return new Held(
          institution,
          provider,
          bankName,
          ownName,
          type,
          subtype,
          currency,
          now,
          closedBy,
          mergeCandidates,
          balance);
    }

    private Held closed(Optional<Party> by) {
      return new Held(
          institution,
          provider,
          bankName,
          ownName,
          type,
          subtype,
          currency,
          hidden,
          by,
          mergeCandidates,
          balance);
    }

    private Held proposed(List<UUID> candidates) {
      return new Held(
          institution,
          provider,
          bankName,
          ownName,
          type,
          subtype,
          currency,
          hidden,
          closedBy,
          candidates,
          balance);
    }

    private Held observed(Observation said) {
      return counts(said)
          ? new Held(
              institution,
              provider,
              bankName,
              ownName,
              type,
              subtype,
              said.balance().currency(),
              hidden,
              closedBy,
              mergeCandidates,
              Optional.of(said))
          : this;
    }

    /** The bank's word goes before a balance entered by hand, a later one before an earlier. */
    private boolean counts(Observation said) {
      return said.fromProvider()
          || balance.isEmpty()
          || (!balance.get().fromProvider()
              && !said.observedAt().isBefore(balance.get().observedAt()));
    }

    /** Whether the bank says something new: another balance, or the same on a new day. */
    private boolean isNews(Observation said) {
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
            case Unopened() -> adopt(c);
            case Held held -> observe(c, held);
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
            case Held held -> unlist(c, held);
          };
      case AccountCommand.Close c ->
          unless(
              held(state).closedBy(Party.USER),
              new AccountEvent.Closed(c.account(), Party.USER, c.at()));
      case AccountCommand.Reopen c ->
          unless(!held(state).closed(), new AccountEvent.Reopened(c.account(), Party.USER, c.at()));
      case AccountCommand.EnterBalance c -> enter(c, held(state));
    };
  }

  private static List<AccountEvent> adopt(AccountCommand.Observe command) {
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
    if (command.balance().saysSomething()) {
      events.add(observed(command.account(), said(command), command.at()));
    }
    events.addAll(proposal(command, List.of()));
    if (!command.listed()) {
      events.add(new AccountEvent.Closed(command.account(), Party.PROVIDER, command.at()));
    }
    return events;
  }

  private static List<AccountEvent> observe(AccountCommand.Observe command, Held held) {
    List<AccountEvent> events = new ArrayList<>();
    Optional<UUID> institution = command.institution().or(held::institution);
    if (!held.provider().equals(Optional.of(command.provider()))
        || !held.institution().equals(institution)) {
      events.add(
          new AccountEvent.Revised(
              command.account(), command.provider(), institution, command.at()));
    }
    if (command.listed() && held.closedBy(Party.PROVIDER)) {
      events.add(new AccountEvent.Reopened(command.account(), Party.PROVIDER, command.at()));
    }
    if (held.isNews(said(command))) {
      events.add(observed(command.account(), said(command), command.at()));
    }
    events.addAll(proposal(command, held.mergeCandidates()));
    if (!command.listed() && !held.closed()) {
      events.add(new AccountEvent.Closed(command.account(), Party.PROVIDER, command.at()));
    }
    return events;
  }

  /** What a fact proposes nothing new about stands: the bank's side says it once. */
  private static List<AccountEvent> proposal(AccountCommand.Observe command, List<UUID> proposed) {
    List<UUID> candidates = command.candidates();
    return unless(
        candidates.isEmpty() || Set.copyOf(candidates).equals(Set.copyOf(proposed)),
        new AccountEvent.MergeProposed(command.account(), candidates, command.at()));
  }

  /** Only the connection through which the account is seen knows: after a relink, the new one. */
  private static List<AccountEvent> unlist(AccountCommand.Unlist command, Held held) {
    return unless(
        held.closed() || !held.seenThrough(command.connection()),
        new AccountEvent.Closed(command.account(), Party.PROVIDER, command.at()));
  }

  private static Observation said(AccountCommand.Observe command) {
    return new Observation(command.balance(), Source.PROVIDER, command.at());
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
      throw new Rejection("rejected", "name: null (expected: a name, no bank has one)", "/name");
    }
    return unless(
        held.ownName().equals(command.name()),
        new AccountEvent.Renamed(command.account(), command.name(), command.at()));
  }

  private static List<AccountEvent> enter(AccountCommand.EnterBalance command, Held held) {
    CurrencyCode currency = command.balance().currency();
    if (!currency.equals(held.currency())) {
      throw new Rejection(
          "rejected",
          "currency: %s (expected: %s, the account's)".formatted(currency, held.currency()),
          "/current/currency");
    }
    if (command.observedAt().isAfter(command.at())) {
      throw new Rejection(
          "rejected",
          "observedAt: %s (expected: not after now, %s)"
              .formatted(command.observedAt(), command.at()),
          "/observedAt");
    }
    Observation said = new Observation(command.balance(), Source.MANUAL, command.observedAt());
    return unless(
        held.balance().equals(Optional.of(said)), observed(command.account(), said, command.at()));
  }

  private static AccountEvent observed(UUID account, Observation said, Instant at) {
    return new AccountEvent.BalanceObserved(account, said, at);
  }

  private static List<AccountEvent> unless(boolean alreadySo, AccountEvent event) {
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
              Optional.empty(),
              e.type(),
              e.subtype(),
              e.currency(),
              false,
              Optional.empty(),
              List.of(),
              Optional.empty());
      case AccountEvent.Revised e when state instanceof Held held ->
          held.revised(e.provider(), e.institution());
      case AccountEvent.Renamed e when state instanceof Held held -> held.named(e.name());
      case AccountEvent.Hidden _ when state instanceof Held held -> held.hidden(true);
      case AccountEvent.Shown _ when state instanceof Held held -> held.hidden(false);
      case AccountEvent.Closed e when state instanceof Held held ->
          held.closed(Optional.of(e.by()));
      case AccountEvent.Reopened _ when state instanceof Held held -> held.closed(Optional.empty());
      case AccountEvent.MergeProposed e when state instanceof Held held ->
          held.proposed(e.candidates());
      case AccountEvent.BalanceObserved e when state instanceof Held held ->
          held.observed(e.observation());
      case AccountEvent.Revised _,
          AccountEvent.Renamed _,
          AccountEvent.Hidden _,
          AccountEvent.Shown _,
          AccountEvent.Closed _,
          AccountEvent.Reopened _,
          AccountEvent.MergeProposed _,
          AccountEvent.BalanceObserved _ ->
          state;
    };
  }
}
