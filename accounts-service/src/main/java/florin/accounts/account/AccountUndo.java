package florin.accounts.account;

import florin.accounts.account.value.AccountClassification;
import florin.accounts.account.value.AccountClosure;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Undo of accounts: the values that a user sets, and the commands that set them back. */
public final class AccountUndo {

  public static final StreamType<AccountCommand, AccountEvent, Account> UNDOABLE =
      StreamType.of(AccountCodec.ACCOUNTS).undoneBy(AccountUndo::facets, AccountUndo::restoring);

  private static final String OPEN = "open";
  private static final String NAME = "name";
  private static final String KIND = "type";
  private static final String HIDDEN = "hidden";
  private static final String CLOSED = "status";
  private static final String DISMISSED = "dismissed ";
  private static final String BALANCE = "balance ";

  private AccountUndo() {}

  static Map<String, Object> facets(Account state) {
    return switch (state) {
      case Account.NotOpened() -> Map.of();
      case Account.Existing existing -> facets(existing);
    };
  }

  private static Map<String, Object> facets(Account.Existing existing) {
    Map<String, Object> facets = new HashMap<>();
    facets.put(OPEN, true);
    if (existing.manual()) {
      facets.put(NAME, existing.name()); // no bank has a name that it could go back to
    } else {
      existing.chosen().name().ifPresent(name -> facets.put(NAME, name));
    }
    existing
        .chosen()
        .kind()
        .ifPresent(accountClassification -> facets.put(KIND, accountClassification));
    if (existing.hidden()) {
      facets.put(HIDDEN, true);
    }
    existing.closing().ifPresent(accountClosure -> facets.put(CLOSED, accountClosure));
    existing.chosen().dismissed().forEach(id -> facets.put(DISMISSED + id, true));
    existing.entered().stream()
        .filter(said -> said.source() == BalanceObservation.Source.MANUAL)
        .forEach(said -> facets.put(BALANCE + said.observedAt(), said.balance()));
    return facets;
  }

  /** Nothing brings an opened account out of the world: it can be closed. */
  private static List<AccountCommand> restoring(
      StreamId stream, Account now, Map<String, Optional<Object>> wanted, Instant at) {
    if (wanted.containsKey(OPEN)) {
      return List.of();
    }
    List<AccountCommand> commands = new ArrayList<>();
    wanted.forEach(
        (facet, value) -> command(stream.id(), facet, value, at).ifPresent(commands::add));
    return commands;
  }

  private static Optional<AccountCommand> command(
      UUID account, String facet, Optional<Object> value, Instant at) {
    return switch (facet) {
      case NAME ->
          Optional.of(new AccountCommand.Rename(account, value.map(String.class::cast), at));
      case KIND ->
          Optional.of(
              new AccountCommand.Classify(
                  account, value.map(AccountClassification.class::cast), at));
      case HIDDEN ->
          Optional.of(
              value.isPresent()
                  ? new AccountCommand.Hide(account, at)
                  : new AccountCommand.Show(account, at));
      case CLOSED ->
          Optional.of(
              value
                  .map(AccountClosure.class::cast)
                  .<AccountCommand>map(
                      was -> new AccountCommand.Close(account, was.by(), was.since(), at))
                  .orElseGet(() -> new AccountCommand.Reopen(account, at)));
      case OPEN -> Optional.empty();
      default ->
          Optional.of(
              facet.startsWith(BALANCE)
                  ? balance(account, Instant.parse(facet.substring(BALANCE.length())), value, at)
                  : proposal(
                      account, UUID.fromString(facet.substring(DISMISSED.length())), value, at));
    };
  }

  private static AccountCommand balance(
      UUID account, Instant observedAt, Optional<Object> value, Instant at) {
    return value
        .<AccountCommand>map(
            said -> new AccountCommand.EnterBalance(account, (Balance) said, observedAt, at))
        .orElseGet(() -> new AccountCommand.Withdraw(account, observedAt, at));
  }

  private static AccountCommand proposal(
      UUID account, UUID candidate, Optional<Object> value, Instant at) {
    return value.isPresent()
        ? new AccountCommand.Dismiss(account, candidate, at)
        : new AccountCommand.Reconsider(account, candidate, at);
  }
}
