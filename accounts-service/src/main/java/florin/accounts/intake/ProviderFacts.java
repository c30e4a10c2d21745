package florin.accounts.intake;

import static florin.accounts.account.AccountCodec.ACCOUNTS;
import static florin.accounts.institution.InstitutionCodec.INSTITUTIONS;
import static florin.accounts.streams.StreamCommands.decide;

import florin.accounts.account.Account;
import florin.accounts.account.AccountCodec;
import florin.accounts.account.AccountCommand;
import florin.accounts.account.AccountStates;
import florin.accounts.account.value.AccountType;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.ProviderAccount;
import florin.accounts.institution.InstitutionCodec;
import florin.accounts.institution.InstitutionCommand;
import florin.accounts.intake.ConnectionMirror.ConnectionState;
import florin.accounts.intake.ConnectionMirror.SyncedConnection;
import florin.accounts.investment.InvestmentFacts;
import florin.accounts.liability.LiabilityFacts;
import florin.accounts.streams.StreamCommands.StreamCommand;
import florin.events.CurrencyCode;
import florin.events.Topic;
import florin.events.providersync.AccountsObserved;
import florin.events.providersync.ConnectionLinked;
import florin.events.providersync.ConnectionNeedsAttention;
import florin.events.providersync.ConnectionRemoved;
import florin.events.providersync.ConnectionRepaired;
import florin.events.providersync.ConnectionWarned;
import florin.events.providersync.ObservedAccount;
import florin.events.providersync.SyncCompleted;
import florin.journal.UnitOfWork;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.stream.Change;
import florin.journal.stream.StreamId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The facts of {@code provider-sync.events} as commands; everything else there is passed over. */
@Component
class ProviderFacts implements Inbox {

  private final ConnectionMirror connectionMirror;
  private final InvestmentFacts investments;
  private final LiabilityFacts liabilities;

  ProviderFacts(
      ConnectionMirror connectionMirror, InvestmentFacts investments, LiabilityFacts liabilities) {
    this.connectionMirror = connectionMirror;
    this.investments = investments;
    this.liabilities = liabilities;
  }

  @Override
  public Topic topic() {
    return Topic.PROVIDER_SYNC_EVENTS;
  }

  @Override
  public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
    List<ConnectionState> standings =
        events.stream().flatMap(e -> connectionState(e).stream()).toList();
    List<StreamCommand<InstitutionCommand>> institutions = new ArrayList<>();
    List<StreamCommand<AccountCommand>> accounts = new ArrayList<>();
    for (InboundEvent event : events) {
      if (event.event() instanceof AccountsObserved fact) {
        Change change = event.change(fact.getAt());
        Optional<StreamId> institution = institution(event.user(), fact);
        institution.ifPresent(
            stream ->
                institutions.add(new StreamCommand<>(stream, register(stream, fact), change)));
        for (AccountCommand command : commands(fact, institution.map(StreamId::id))) {
          accounts.add(
              new StreamCommand<>(
                  AccountCodec.stream(event.user(), command.account()), command, change));
        }
      }
    }
    return connectionMirror
        .mirror(unit.session(), standings)
        .then(Mono.defer(() -> connectionMirror.synced(unit.session(), synced(events))))
        .then(decide(unit, INSTITUTIONS.decider(), institutions))
        .then(Mono.defer(() -> investments.apply(unit, events)))
        .map(sums -> Stream.concat(accounts.stream(), sums.stream()).toList())
        .flatMap(all -> changedOnly(unit, all))
        .flatMap(news -> decide(unit, ACCOUNTS, news))
        .then(Mono.defer(() -> liabilities.apply(unit, events)));
  }

  /**
   * Leaves out the accounts whose facts have only known values, so that a repeated observation
   * costs one query and loads no stream.
   */
  private static Mono<List<StreamCommand<AccountCommand>>> changedOnly(
      UnitOfWork unit, List<StreamCommand<AccountCommand>> decisions) {
    if (decisions.isEmpty()) {
      return Mono.just(decisions);
    }
    return AccountStates.read(
            unit.session(), decisions.stream().map(StreamCommand::stream).toList())
        .map(
            known -> {
              Set<StreamId> changed =
                  decisions.stream()
                      .filter(d -> changesAnything(d.command(), known.get(d.stream().id())))
                      .map(StreamCommand::stream)
                      .collect(Collectors.toSet());
              return decisions.stream().filter(d -> changed.contains(d.stream())).toList();
            });
  }

  private static boolean changesAnything(AccountCommand command, @Nullable Account known) {
    return known == null || !Account.decide(command, known).isEmpty();
  }

  private static Optional<StreamId> institution(UUID user, AccountsObserved fact) {
    return Optional.ofNullable(fact.getInstitutionExternalId())
        .map(externalId -> InstitutionCodec.stream(user, fact.getProvider(), externalId));
  }

  private static InstitutionCommand register(StreamId stream, AccountsObserved fact) {
    String externalId = fact.getInstitutionExternalId();
    return new InstitutionCommand.Register(
        stream.id(),
        fact.getProvider(),
        externalId,
        Optional.ofNullable(fact.getInstitutionName()).orElse(externalId),
        fact.getAt());
  }

  private static List<AccountCommand> commands(AccountsObserved fact, Optional<UUID> institution) {
    Set<UUID> unlisted = Set.copyOf(fact.getUnlisted());
    Set<UUID> observed = new HashSet<>();
    List<AccountCommand> commands = new ArrayList<>();
    for (ObservedAccount account : fact.getAccounts()) {
      UUID id = account.getAccountId();
      observed.add(id);
      commands.add(observe(fact, account, institution, !unlisted.contains(id)));
    }
    fact.getUnlisted().stream()
        .filter(id -> !observed.contains(id))
        .map(id -> new AccountCommand.Unlist(id, fact.getConnectionId(), fact.getAt()))
        .forEach(commands::add);
    return commands;
  }

  private static AccountCommand observe(
      AccountsObserved fact, ObservedAccount account, Optional<UUID> institution, boolean listed) {
    return new AccountCommand.Observe(
        account.getAccountId(),
        new ProviderAccount(
            fact.getConnectionId(),
            account.getExternalId(),
            account.getName(),
            Optional.ofNullable(account.getOfficialName()),
            Optional.ofNullable(account.getMask()),
            AccountType.of(account.getType()).orElse(AccountType.OTHER),
            account.getProviderType(),
            Optional.ofNullable(account.getProviderSubtype())),
        institution,
        Balance.of(
            new CurrencyCode(account.getCurrency()),
            account.getCurrent(),
            account.getAvailable(),
            account.getCreditLimit()),
        listed,
        account.getMergeCandidates(),
        fact.getAt());
  }

  private static List<SyncedConnection> synced(List<InboundEvent> events) {
    List<SyncedConnection> synced = new ArrayList<>();
    for (InboundEvent event : events) {
      if (event.event() instanceof SyncCompleted e) {
        synced.add(new SyncedConnection(e.getConnectionId(), event.user(), e.getAt()));
      }
    }
    return synced;
  }

  private static Optional<ConnectionState> connectionState(InboundEvent event) {
    return switch (event.event()) {
      case ConnectionLinked e ->
          Optional.of(
              new ConnectionState(
                  e.getConnectionId(),
                  event.user(),
                  Optional.of(e.getProvider()),
                  "healthy",
                  Optional.empty(),
                  event.version()));
      case ConnectionRepaired e -> connectionState(event, e.getConnectionId(), "healthy", null);
      case ConnectionWarned e ->
          connectionState(event, e.getConnectionId(), "warned", e.getReason());
      case ConnectionNeedsAttention e ->
          connectionState(event, e.getConnectionId(), "needs-attention", e.getReason());
      case ConnectionRemoved e ->
          connectionState(event, e.getConnectionId(), "removed", e.getReason());
      default -> Optional.empty(); // has no value of the connection itself
    };
  }

  private static Optional<ConnectionState> connectionState(
      InboundEvent event, UUID connection, String state, @Nullable String reason) {
    return Optional.of(
        new ConnectionState(
            connection,
            event.user(),
            Optional.empty(),
            state,
            Optional.ofNullable(reason),
            event.version()));
  }
}
