package florin.accounts.mirror;

import static florin.accounts.account.AccountCodec.ACCOUNTS;

import florin.accounts.account.Account;
import florin.accounts.account.AccountCodec;
import florin.accounts.account.AccountCommand;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.accounts.account.value.BalanceObservation.Source;
import florin.accounts.user.UserQueries;
import florin.events.Money;
import florin.journal.UnitOfWork;
import florin.journal.stream.Change;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.StreamId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Enters the closing balances of imported files as balances of manual accounts, at the end of their
 * day. A balance that is there already is not entered again, so that a repeated batch or a replay
 * of the mirror decides nothing.
 */
final class StatementBalances {

  private static final String SEE_VIEWS = "set local search_path to view, mirror";

  private final UserQueries users;

  StatementBalances(UserQueries users) {
    this.users = users;
  }

  /**
   * A closing balance of a file.
   *
   * @param stated false if its import was undone
   * @param uploaded when the file was uploaded
   */
  record Statement(
      UUID account, LocalDate date, Money amount, boolean stated, Instant uploaded, Change change) {

    /** The end of its day. */
    private Instant end(ZoneId zone) {
      return date.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
    }

    private StreamId stream() {
      return AccountCodec.stream(change.user(), account);
    }
  }

  Mono<Void> apply(UnitOfWork unit, List<Statement> statements) {
    if (statements.isEmpty()) {
      return Mono.empty();
    }
    return unit.session()
        .sql(SEE_VIEWS)
        .then()
        .thenMany(Flux.fromIterable(statements))
        .map(statement -> statement.change().user())
        .distinct()
        .concatMap(user -> users.zone(unit.session(), user).map(zone -> Map.entry(user, zone)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .zipWhen(
            _ ->
                unit.loadAll(
                    ACCOUNTS, statements.stream().map(Statement::stream).distinct().toList()))
        .doOnNext(found -> decide(unit, statements, found.getT1(), found.getT2()))
        .then();
  }

  private static void decide(
      UnitOfWork unit,
      List<Statement> statements,
      Map<UUID, ZoneId> zones,
      Map<StreamId, LoadedStream<Account>> loaded) {
    Map<StreamId, LoadedStream<Account>> accounts = new HashMap<>(loaded);
    for (Statement one : statements) {
      LoadedStream<Account> account = Objects.requireNonNull(accounts.get(one.stream()));
      ZoneId zone = Objects.requireNonNull(zones.get(one.change().user()));
      Optional<AccountCommand> command =
          account.state() instanceof Account.Existing existing && existing.manual()
              ? command(one, existing, zone)
              : Optional.empty();
      if (command.isPresent()) {
        accounts.put(one.stream(), unit.decide(ACCOUNTS, account, command.get(), one.change()));
      }
    }
  }

  private static Optional<AccountCommand> command(
      Statement one, Account.Existing existing, ZoneId zone) {
    List<BalanceObservation> entered =
        existing.entered().stream().filter(balance -> isSame(balance, one, zone)).toList();
    if (!one.stated()) {
      return entered.stream()
          .filter(balance -> isOfImport(balance, one, zone))
          .findFirst()
          .map(
              balance ->
                  new AccountCommand.Withdraw(
                      one.account(), balance.observedAt(), one.change().at()));
    }
    Instant now = one.change().at();
    boolean future = one.date().isAfter(LocalDate.ofInstant(now, zone));
    if (!entered.isEmpty() || future || !existing.currency().equals(one.amount().currency())) {
      return Optional.empty();
    }
    Instant end = one.end(zone);
    return Optional.of(
        new AccountCommand.EnterBalance(
            one.account(), Balance.of(one.amount()), end.isAfter(now) ? now : end, now));
  }

  /** Whether the import entered the balance; an earlier one of that day is the user's. */
  private static boolean isOfImport(BalanceObservation entered, Statement one, ZoneId zone) {
    return entered.observedAt().equals(one.end(zone))
        || !entered.observedAt().isBefore(one.uploaded());
  }

  private static boolean isSame(BalanceObservation entered, Statement one, ZoneId zone) {
    return entered.source() == Source.MANUAL
        && entered.balance().current().equals(Optional.of(one.amount()))
        && LocalDate.ofInstant(entered.observedAt(), zone).equals(one.date());
  }
}
