package florin.transactions.intake;

import florin.events.Topic;
import florin.events.accounts.AccountClassified;
import florin.events.accounts.AccountClosed;
import florin.events.accounts.AccountHidden;
import florin.events.accounts.AccountMerged;
import florin.events.accounts.AccountOpened;
import florin.events.accounts.AccountRenamed;
import florin.events.accounts.AccountReopened;
import florin.events.accounts.AccountRevised;
import florin.events.accounts.AccountShown;
import florin.events.accounts.AccountUnmerged;
import florin.events.accounts.BalanceObserved;
import florin.events.accounts.BalanceWithdrawn;
import florin.events.accounts.InstitutionRegistered;
import florin.events.accounts.ProviderAccount;
import florin.events.accounts.UserRegistered;
import florin.events.accounts.UserRevised;
import florin.journal.UnitOfWork;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.transactions.intake.AccountMirror.Description;
import florin.transactions.intake.AccountMirror.OwnType;
import florin.transactions.intake.AccountMirror.Row;
import florin.transactions.intake.BalanceMirror.Stated;
import florin.transactions.transfer.TransferPairs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Mirrors the accounts topic: accounts with their names, merges, stated balances, and the time
 * zones of users. Decides one thing: a transfer between accounts that were merged is taken apart.
 */
@Component
class AccountsFacts implements Inbox {

  @Override
  public Topic topic() {
    return Topic.ACCOUNTS_EVENTS;
  }

  @Override
  public List<String> mirrors() {
    return List.of("account", "account_detail", "institution", "balance", "settings");
  }

  @Override
  public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
    TreeMap<UUID, Row> accounts = new TreeMap<>();
    TreeMap<UUID, AccountDetailMirror.Row> details = new TreeMap<>();
    TreeMap<UUID, String> zones = new TreeMap<>();
    for (InboundEvent inbound : events) {
      account(inbound)
          .ifPresent(
              row -> accounts.merge(row.account(), row, (before, after) -> before.then(after)));
      detail(inbound)
          .ifPresent(
              row -> details.merge(row.account(), row, (before, after) -> before.then(after)));
      zone(inbound).ifPresent(zone -> zones.put(inbound.user(), zone));
    }
    List<AccountDetailMirror.Institution> institutions =
        events.stream().flatMap(e -> institution(e).stream()).toList();
    List<Stated> stated = events.stream().flatMap(e -> stated(e).stream()).toList();
    return AccountMirror.apply(unit.session(), accounts.values())
        .then(Mono.defer(() -> AccountDetailMirror.apply(unit.session(), details.values())))
        .then(Mono.defer(() -> AccountDetailMirror.register(unit.session(), institutions)))
        .then(Mono.defer(() -> BalanceMirror.apply(unit.session(), stated)))
        .then(Mono.defer(() -> ZoneMirror.apply(unit.session(), zones)))
        .then(Mono.defer(() -> TransferPairs.followMerges(unit, merges(events))));
  }

  private static Map<UUID, Change> merges(List<InboundEvent> events) {
    Map<UUID, Change> merges = new TreeMap<>();
    for (InboundEvent inbound : events) {
      if (inbound.event() instanceof AccountMerged e) {
        merges.put(inbound.user(), Change.by(Actor.SYSTEM, inbound.user(), e.getAt()));
      }
    }
    return merges;
  }

  private static Optional<Row> account(InboundEvent inbound) {
    UUID user = inbound.user();
    return switch (inbound.event()) {
      case AccountOpened e ->
          Optional.of(
              Row.opened(
                  user,
                  e.getAccountId(),
                  e.getCurrency(),
                  e.getProvider() != null,
                  description(e)));
      case AccountRevised e ->
          Optional.of(Row.linked(user, e.getAccountId(), description(e.getProvider())));
      case AccountRenamed e ->
          Optional.of(Row.renamed(user, e.getAccountId(), Optional.ofNullable(e.getName())));
      case AccountClassified e ->
          Optional.of(
              Row.classified(user, e.getAccountId(), new OwnType(e.getType(), e.getSubtype())));
      case AccountClosed e ->
          Optional.of(
              Row.closed(
                  user, e.getAccountId(), Objects.requireNonNullElse(e.getSince(), e.getAt())));
      case AccountReopened e -> Optional.of(Row.reopened(user, e.getAccountId()));
      case BalanceObserved e when e.getSource().equals("provider") ->
          Optional.of(Row.kept(user, e.getAccountId(), e.getCurrency()));
      case AccountMerged e ->
          Optional.of(Row.merged(user, e.getAccountId(), Optional.of(e.getIntoAccountId())));
      case AccountUnmerged e -> Optional.of(Row.merged(user, e.getAccountId(), Optional.empty()));
      default -> Optional.empty(); // groups, holdings and debts do not matter here
    };
  }

  private static Optional<AccountDetailMirror.Row> detail(InboundEvent inbound) {
    UUID user = inbound.user();
    return switch (inbound.event()) {
      case AccountOpened e ->
          Optional.of(AccountDetailMirror.Row.at(user, e.getAccountId(), e.getInstitutionId()));
      case AccountRevised e ->
          Optional.of(AccountDetailMirror.Row.at(user, e.getAccountId(), e.getInstitutionId()));
      case AccountHidden e ->
          Optional.of(AccountDetailMirror.Row.hidden(user, e.getAccountId(), true));
      case AccountShown e ->
          Optional.of(AccountDetailMirror.Row.hidden(user, e.getAccountId(), false));
      default -> Optional.empty();
    };
  }

  private static Optional<AccountDetailMirror.Institution> institution(InboundEvent inbound) {
    return inbound.event() instanceof InstitutionRegistered e
        ? Optional.of(
            new AccountDetailMirror.Institution(inbound.user(), e.getInstitutionId(), e.getName()))
        : Optional.empty();
  }

  private static Description description(AccountOpened event) {
    return event.getProvider() == null
        ? new Description(event.getName(), null, null, event.getType(), event.getSubtype())
        : description(event.getProvider());
  }

  private static Description description(ProviderAccount bank) {
    return new Description(
        bank.getName(),
        bank.getOfficialName(),
        bank.getMask(),
        bank.getType(),
        bank.getProviderSubtype());
  }

  private static Optional<Stated> stated(InboundEvent inbound) {
    return switch (inbound.event()) {
      case BalanceObserved e ->
          Optional.of(
              new Stated(
                  inbound.user(),
                  e.getAccountId(),
                  e.getObservedAt(),
                  e.getSource(),
                  e.getCurrency(),
                  e.getCurrent(),
                  e.getAt()));
      case BalanceWithdrawn e ->
          Optional.of(Stated.withdrawn(inbound.user(), e.getAccountId(), e.getObservedAt()));
      default -> Optional.empty();
    };
  }

  private static Optional<String> zone(InboundEvent inbound) {
    return switch (inbound.event()) {
      case UserRegistered e -> Optional.of(e.getTimeZone());
      case UserRevised e -> Optional.of(e.getTimeZone());
      default -> Optional.empty();
    };
  }
}
