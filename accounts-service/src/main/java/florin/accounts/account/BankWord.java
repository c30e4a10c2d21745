package florin.accounts.account;

import florin.accounts.account.Observation.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What a bank's word leads to. */
final class BankWord {

  private BankWord() {}

  static List<AccountEvent> adopt(AccountCommand.Observe command) {
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
      events.add(Account.observed(command.account(), said(command), command.at()));
    }
    events.addAll(proposal(command, List.of()));
    if (!command.listed()) {
      events.add(new AccountEvent.Closed(command.account(), Party.PROVIDER, command.at()));
    }
    return events;
  }

  static List<AccountEvent> observe(AccountCommand.Observe command, Account.Held held) {
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
      events.add(Account.observed(command.account(), said(command), command.at()));
    }
    events.addAll(proposal(command, held.proposed()));
    if (!command.listed() && !held.closed()) {
      events.add(new AccountEvent.Closed(command.account(), Party.PROVIDER, command.at()));
    }
    return events;
  }

  /** What a fact proposes nothing new about stands: the bank's side says it once. */
  private static List<AccountEvent> proposal(AccountCommand.Observe command, List<UUID> proposed) {
    List<UUID> candidates = command.candidates();
    return Account.unless(
        candidates.isEmpty() || Set.copyOf(candidates).equals(Set.copyOf(proposed)),
        new AccountEvent.MergeProposed(command.account(), candidates, command.at()));
  }

  /** Only the connection through which the account is seen knows: after a relink, the new one. */
  static List<AccountEvent> unlist(AccountCommand.Unlist command, Account.Held held) {
    return Account.unless(
        held.closed() || !held.seenThrough(command.connection()),
        new AccountEvent.Closed(command.account(), Party.PROVIDER, command.at()));
  }

  private static Observation said(AccountCommand.Observe command) {
    return new Observation(command.balance(), Source.PROVIDER, command.at());
  }
}
