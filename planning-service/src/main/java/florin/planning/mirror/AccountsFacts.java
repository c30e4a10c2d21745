package florin.planning.mirror;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.Topic;
import florin.events.accounts.AccountClassified;
import florin.events.accounts.AccountClosed;
import florin.events.accounts.AccountGrouped;
import florin.events.accounts.AccountHidden;
import florin.events.accounts.AccountMergeDismissed;
import florin.events.accounts.AccountMergeProposed;
import florin.events.accounts.AccountMergeReconsidered;
import florin.events.accounts.AccountMerged;
import florin.events.accounts.AccountOpened;
import florin.events.accounts.AccountRenamed;
import florin.events.accounts.AccountReopened;
import florin.events.accounts.AccountRevised;
import florin.events.accounts.AccountShown;
import florin.events.accounts.AccountUngrouped;
import florin.events.accounts.AccountUnmerged;
import florin.events.accounts.ActiveGroupChosen;
import florin.events.accounts.BalanceObserved;
import florin.events.accounts.BalanceWithdrawn;
import florin.events.accounts.GroupAccented;
import florin.events.accounts.GroupCreated;
import florin.events.accounts.GroupDeleted;
import florin.events.accounts.GroupOrdered;
import florin.events.accounts.GroupRenamed;
import florin.events.accounts.GroupRestored;
import florin.events.accounts.GroupsOrdered;
import florin.events.accounts.HoldingsSnapshotTaken;
import florin.events.accounts.InstitutionRegistered;
import florin.events.accounts.InvestmentTransactionRecorded;
import florin.events.accounts.InvestmentTransactionRemoved;
import florin.events.accounts.InvestmentTransactionRevised;
import florin.events.accounts.LiabilityEnded;
import florin.events.accounts.LiabilityObserved;
import florin.events.accounts.SecurityRegistered;
import florin.events.accounts.SecurityRevised;
import florin.events.accounts.SnapshotSelectionChosen;
import florin.events.accounts.UserRegistered;
import florin.events.accounts.UserRevised;
import florin.journal.UnitOfWork;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.planning.mirror.account.AccountMirror;
import florin.planning.mirror.account.AccountUpdate;
import florin.planning.mirror.account.BalanceMirror;
import florin.planning.mirror.account.LiabilityFacts;
import florin.planning.mirror.account.SettingsMirror;
import florin.planning.mirror.account.SettingsUpdate;
import florin.planning.mirror.account.SubtypeFact;
import florin.planning.mirror.account.SubtypeMirror;
import florin.planning.mirror.statement.StatementFacts;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Mirrors the accounts topic. */
@Component
final class AccountsFacts implements Inbox {

  private final AccountMirror accounts = new AccountMirror();
  private final BalanceMirror balances = new BalanceMirror();
  private final SettingsMirror settings = new SettingsMirror();
  private final SubtypeMirror subtypes = new SubtypeMirror();

  @Override
  public Topic topic() {
    return Topic.ACCOUNTS_EVENTS;
  }

  @Override
  public List<String> mirrors() {
    return List.of(
        "account",
        "balance",
        "settings",
        "account_subtype",
        "statement",
        "account_link",
        "liability");
  }

  @Override
  public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
    List<AccountUpdate> facts =
        events.stream().flatMap(e -> fact(e.user(), e.event()).stream()).toList();
    return accounts
        .apply(unit.session(), facts)
        .then(Mono.defer(() -> balances.apply(unit.session(), facts)))
        .then(Mono.defer(() -> settings.apply(unit.session(), settings(events))))
        .then(Mono.defer(() -> subtypes.apply(unit.session(), subtypes(events))))
        .then(Mono.defer(() -> StatementFacts.apply(unit.session(), events)))
        .then(Mono.defer(() -> LiabilityFacts.apply(unit.session(), events)));
  }

  private static List<SubtypeFact> subtypes(List<InboundEvent> events) {
    return events.stream().flatMap(e -> subtype(e.user(), e.event()).stream()).toList();
  }

  /** The subtype that an event holds; empty for events of anything else. */
  static Optional<SubtypeFact> subtype(UUID user, SpecificRecord event) {
    return switch (event) {
      case AccountOpened e ->
          Optional.of(
              new SubtypeFact(user, e.getAccountId(), false, Optional.ofNullable(e.getSubtype())));
      case AccountRevised e ->
          Optional.of(
              new SubtypeFact(
                  user,
                  e.getAccountId(),
                  false,
                  Optional.ofNullable(e.getProvider().getProviderSubtype())));
      case AccountClassified e ->
          Optional.of(
              new SubtypeFact(user, e.getAccountId(), true, Optional.ofNullable(e.getSubtype())));
      default -> Optional.empty();
    };
  }

  private static List<SettingsUpdate> settings(List<InboundEvent> events) {
    return events.stream().flatMap(e -> settings(e.user(), e.event()).stream()).toList();
  }

  /** The settings in an event of a user; empty for other events. */
  static Optional<SettingsUpdate> settings(UUID user, SpecificRecord event) {
    return switch (event) {
      case UserRegistered e ->
          Optional.of(
              new SettingsUpdate(
                  user, e.getTimeZone(), e.getBaseCurrency(), Optional.empty(), false));
      case UserRevised e ->
          Optional.of(
              new SettingsUpdate(
                  user,
                  e.getTimeZone(),
                  e.getBaseCurrency(),
                  Optional.ofNullable(e.getBuffer())
                      .map(
                          buffer ->
                              new Money(
                                  buffer.getAmount(), new CurrencyCode(buffer.getCurrency()))),
                  e.getSpendFromSavings()));
      default -> Optional.empty();
    };
  }

  /**
   * The change of an account; empty for events of users and for the listed events without use here.
   */
  static Optional<AccountUpdate> fact(UUID user, SpecificRecord event) {
    return switch (event) {
      case AccountOpened e ->
          Optional.of(
              new AccountUpdate.Opened(
                  user, e.getAccountId(), e.getName(), e.getType(), e.getCurrency()));
      case AccountRevised e ->
          Optional.of(
              new AccountUpdate.Revised(
                  user, e.getAccountId(), e.getProvider().getName(), e.getProvider().getType()));
      case AccountRenamed e ->
          Optional.of(
              new AccountUpdate.Renamed(user, e.getAccountId(), Optional.ofNullable(e.getName())));
      case AccountHidden e -> Optional.of(new AccountUpdate.Hidden(user, e.getAccountId(), true));
      case AccountShown e -> Optional.of(new AccountUpdate.Hidden(user, e.getAccountId(), false));
      case AccountClosed e -> Optional.of(new AccountUpdate.Closed(user, e.getAccountId(), true));
      case AccountReopened e ->
          Optional.of(new AccountUpdate.Closed(user, e.getAccountId(), false));
      case BalanceObserved e -> Optional.of(balance(user, e));
      case AccountClassified e ->
          Optional.of(
              new AccountUpdate.Classified(
                  user, e.getAccountId(), Optional.ofNullable(e.getType())));
      case AccountMerged e -> Optional.of(new AccountUpdate.Merged(user, e.getAccountId(), true));
      case AccountUnmerged e ->
          Optional.of(new AccountUpdate.Merged(user, e.getAccountId(), false));
      case UserRegistered _,
          UserRevised _,
          InstitutionRegistered _,
          AccountMergeProposed _,
          AccountMergeDismissed _,
          AccountMergeReconsidered _,
          BalanceWithdrawn _,
          GroupCreated _,
          GroupRenamed _,
          GroupAccented _,
          GroupsOrdered _,
          GroupDeleted _,
          GroupRestored _,
          AccountGrouped _,
          AccountUngrouped _,
          GroupOrdered _,
          ActiveGroupChosen _,
          SnapshotSelectionChosen _,
          SecurityRegistered _,
          SecurityRevised _,
          HoldingsSnapshotTaken _,
          InvestmentTransactionRecorded _,
          InvestmentTransactionRevised _,
          InvestmentTransactionRemoved _,
          LiabilityObserved _,
          LiabilityEnded _ ->
          Optional.empty();
      default ->
          throw new IllegalArgumentException(
              "type: "
                  + event.getSchema().getFullName()
                  + " (expected: one of the accounts topic)");
    };
  }

  private static AccountUpdate balance(UUID user, BalanceObserved event) {
    return new AccountUpdate.Balance(
        user,
        event.getAccountId(),
        event.getCurrency(),
        Optional.ofNullable(event.getCurrent()),
        Optional.ofNullable(event.getAvailable()),
        Optional.ofNullable(event.getCreditLimit()),
        event.getSource(),
        event.getObservedAt());
  }
}
