package florin.accounts.account;

import florin.accounts.account.value.AccountClassification;
import florin.accounts.account.value.AccountType;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.accounts.account.value.ClosingParty;
import florin.accounts.account.value.ProviderAccount;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.accounts.AccountClassified;
import florin.events.accounts.AccountClosed;
import florin.events.accounts.AccountHidden;
import florin.events.accounts.AccountMergeDismissed;
import florin.events.accounts.AccountMergeProposed;
import florin.events.accounts.AccountMergeReconsidered;
import florin.events.accounts.AccountOpened;
import florin.events.accounts.AccountRenamed;
import florin.events.accounts.AccountReopened;
import florin.events.accounts.AccountRevised;
import florin.events.accounts.AccountShown;
import florin.events.accounts.BalanceObserved;
import florin.events.accounts.BalanceWithdrawn;
import florin.journal.stream.Decider;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamId;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Account events as Avro. */
public final class AccountCodec implements EventCodec<AccountEvent> {

  public static final Decider<AccountCommand, AccountEvent, Account> ACCOUNTS =
      new Decider<>(
          "account", new Account.NotOpened(), Account::decide, Account::evolve, new AccountCodec());

  private AccountCodec() {}

  public static StreamId stream(UUID user, UUID account) {
    return new StreamId(user, ACCOUNTS.streamType(), account);
  }

  @Override
  public SpecificRecord toAvro(AccountEvent event) {
    return switch (event) {
      case AccountEvent.Opened e ->
          new AccountOpened(
              e.account(),
              e.institution().orElse(null),
              e.provider().map(AccountCodec::toAvro).orElse(null),
              e.name(),
              e.type().wireName(),
              e.subtype().orElse(null),
              e.currency().code(),
              e.at());
      case AccountEvent.Revised e ->
          new AccountRevised(
              e.account(), toAvro(e.provider()), e.institution().orElse(null), e.at());
      case AccountEvent.Renamed e -> new AccountRenamed(e.account(), e.name().orElse(null), e.at());
      case AccountEvent.Hidden e -> new AccountHidden(e.account(), e.at());
      case AccountEvent.Shown e -> new AccountShown(e.account(), e.at());
      case AccountEvent.Closed e ->
          new AccountClosed(
              e.account(), e.by().wireName(), e.at(), e.since().equals(e.at()) ? null : e.since());
      case AccountEvent.Reopened e -> new AccountReopened(e.account(), e.by().wireName(), e.at());
      case AccountEvent.MergeProposed e ->
          new AccountMergeProposed(e.account(), e.candidates(), e.at());
      case AccountEvent.BalanceObserved e -> toAvro(e);
      case AccountEvent.BalanceWithdrawn e ->
          new BalanceWithdrawn(e.account(), e.observedAt(), e.at());
      case AccountEvent.Classified e ->
          new AccountClassified(
              e.account(),
              e.kind()
                  .map(accountClassification -> accountClassification.type().wireName())
                  .orElse(null),
              e.kind().flatMap(AccountClassification::subtype).orElse(null),
              e.at());
      case AccountEvent.MergeDismissed e ->
          new AccountMergeDismissed(e.account(), e.candidates(), e.at());
      case AccountEvent.MergeReconsidered e ->
          new AccountMergeReconsidered(e.account(), e.candidates(), e.at());
    };
  }

  @Override
  public AccountEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case AccountOpened e ->
          new AccountEvent.Opened(
              e.getAccountId(),
              Optional.ofNullable(e.getInstitutionId()),
              Optional.ofNullable(e.getProvider()).map(AccountCodec::provider),
              e.getName(),
              type(e.getType()),
              Optional.ofNullable(e.getSubtype()),
              new CurrencyCode(e.getCurrency()),
              e.getAt());
      case AccountRevised e ->
          new AccountEvent.Revised(
              e.getAccountId(),
              provider(e.getProvider()),
              Optional.ofNullable(e.getInstitutionId()),
              e.getAt());
      case AccountRenamed e ->
          new AccountEvent.Renamed(e.getAccountId(), Optional.ofNullable(e.getName()), e.getAt());
      case AccountHidden e -> new AccountEvent.Hidden(e.getAccountId(), e.getAt());
      case AccountShown e -> new AccountEvent.Shown(e.getAccountId(), e.getAt());
      case AccountClosed e ->
          new AccountEvent.Closed(
              e.getAccountId(),
              ClosingParty.of(e.getBy()),
              Optional.ofNullable(e.getSince()).orElse(e.getAt()),
              e.getAt());
      case AccountReopened e ->
          new AccountEvent.Reopened(e.getAccountId(), ClosingParty.of(e.getBy()), e.getAt());
      case AccountMergeProposed e ->
          new AccountEvent.MergeProposed(e.getAccountId(), e.getCandidates(), e.getAt());
      case BalanceObserved e -> balance(e);
      case BalanceWithdrawn e ->
          new AccountEvent.BalanceWithdrawn(e.getAccountId(), e.getObservedAt(), e.getAt());
      case AccountClassified e ->
          new AccountEvent.Classified(
              e.getAccountId(),
              Optional.ofNullable(e.getType())
                  .map(
                      word ->
                          new AccountClassification(
                              type(word), Optional.ofNullable(e.getSubtype()))),
              e.getAt());
      case AccountMergeDismissed e ->
          new AccountEvent.MergeDismissed(e.getAccountId(), e.getCandidates(), e.getAt());
      case AccountMergeReconsidered e ->
          new AccountEvent.MergeReconsidered(e.getAccountId(), e.getCandidates(), e.getAt());
      default -> throw new IllegalArgumentException("event: " + event.getSchema().getFullName());
    };
  }

  private static BalanceObserved toAvro(AccountEvent.BalanceObserved event) {
    Balance balance = event.observation().balance();
    return new BalanceObserved(
        event.account(),
        balance.currency().code(),
        scaled(balance.current()),
        scaled(balance.available()),
        scaled(balance.creditLimit()),
        event.observation().source().wireName(),
        event.observation().observedAt(),
        event.at());
  }

  private static AccountEvent balance(BalanceObserved event) {
    return new AccountEvent.BalanceObserved(
        event.getAccountId(),
        new BalanceObservation(
            Balance.of(
                new CurrencyCode(event.getCurrency()),
                event.getCurrent(),
                event.getAvailable(),
                event.getCreditLimit()),
            BalanceObservation.Source.of(event.getSource()),
            event.getObservedAt()),
        event.getAt());
  }

  private static florin.events.accounts.ProviderAccount toAvro(ProviderAccount provider) {
    return new florin.events.accounts.ProviderAccount(
        provider.connection(),
        provider.externalId(),
        provider.name(),
        provider.officialName().orElse(null),
        provider.mask().orElse(null),
        provider.type().wireName(),
        provider.providerType(),
        provider.providerSubtype().orElse(null));
  }

  private static ProviderAccount provider(florin.events.accounts.ProviderAccount avro) {
    return new ProviderAccount(
        avro.getConnectionId(),
        avro.getExternalId(),
        avro.getName(),
        Optional.ofNullable(avro.getOfficialName()),
        Optional.ofNullable(avro.getMask()),
        type(avro.getType()),
        avro.getProviderType(),
        Optional.ofNullable(avro.getProviderSubtype()));
  }

  private static AccountType type(String word) {
    return AccountType.of(word).orElse(AccountType.OTHER);
  }

  private static @Nullable BigDecimal scaled(Optional<Money> money) {
    return money.map(Money::scaled).orElse(null);
  }
}
