package florin.providersync.sync.run;

import florin.events.AvroEvents;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.MoneyCodec;
import florin.events.money.MoneyAmount;
import florin.events.providersync.AccountsObserved;
import florin.events.providersync.FormerTransaction;
import florin.events.providersync.SyncCompleted;
import florin.events.providersync.SyncFailed;
import florin.events.providersync.TransactionsObserved;
import florin.journal.stream.EventCodec;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.provider.data.BankTransaction;
import florin.providersync.sync.observation.ObservedAccount;
import florin.providersync.sync.observation.ObservedChanges;
import florin.providersync.sync.observation.ObservedTransaction;
import florin.providersync.sync.observation.RemovedTransaction;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

public final class SyncRunCodec implements EventCodec<SyncRunEvent> {

  /** A transaction as the topic carries it: its size and, hashed, its content. */
  public static byte[] bytes(ObservedTransaction transaction) {
    return AvroEvents.encode(avro(transaction));
  }

  /** The same of an account. */
  public static byte[] bytes(ObservedAccount account) {
    return AvroEvents.encode(avro(account));
  }

  @Override
  public SpecificRecord toAvro(SyncRunEvent event) {
    return switch (event) {
      case SyncRunEvent.AccountsObserved e ->
          AccountsObserved.newBuilder()
              .setConnectionId(e.connection())
              .setRun(e.run())
              .setProvider(e.provider())
              .setInstitutionExternalId(e.institutionId().orElse(null))
              .setInstitutionName(e.institutionName().orElse(null))
              .setAccounts(e.accounts().stream().map(SyncRunCodec::avro).toList())
              .setUnlisted(e.unlisted())
              .setAt(e.at())
              .build();
      case SyncRunEvent.TransactionsObserved e ->
          TransactionsObserved.newBuilder()
              .setConnectionId(e.connection())
              .setRun(e.run())
              .setIndex(e.index())
              .setLast(e.last())
              .setAdded(e.changes().added().stream().map(SyncRunCodec::avro).toList())
              .setModified(e.changes().modified().stream().map(SyncRunCodec::avro).toList())
              .setRemoved(e.changes().removed().stream().map(SyncRunCodec::avro).toList())
              .setAt(e.at())
              .build();
      case SyncRunEvent.ProductObserved e -> ProductCodec.toAvro(e);
      case SyncRunEvent.Completed e ->
          SyncCompleted.newBuilder()
              .setConnectionId(e.connection())
              .setRun(e.run())
              .setTrigger(e.trigger())
              .setAdded(e.added())
              .setModified(e.modified())
              .setRemoved(e.removed())
              .setHistoryComplete(e.historyComplete())
              .setAt(e.at())
              .build();
      case SyncRunEvent.Failed e ->
          SyncFailed.newBuilder()
              .setConnectionId(e.connection())
              .setRun(e.run())
              .setErrorClass(e.errorClass())
              .setAt(e.at())
              .build();
    };
  }

  @Override
  public SyncRunEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case AccountsObserved e ->
          new SyncRunEvent.AccountsObserved(
              e.getConnectionId(),
              e.getRun(),
              e.getProvider(),
              Optional.ofNullable(e.getInstitutionExternalId()),
              Optional.ofNullable(e.getInstitutionName()),
              e.getAccounts().stream().map(SyncRunCodec::account).toList(),
              e.getUnlisted(),
              e.getAt());
      case TransactionsObserved e ->
          new SyncRunEvent.TransactionsObserved(
              e.getConnectionId(), e.getRun(), e.getIndex(), e.getLast(), changes(e), e.getAt());
      case SyncCompleted e ->
          new SyncRunEvent.Completed(
              e.getConnectionId(),
              e.getRun(),
              e.getTrigger(),
              e.getAdded(),
              e.getModified(),
              e.getRemoved(),
              e.getHistoryComplete(),
              e.getAt());
      case SyncFailed e ->
          new SyncRunEvent.Failed(e.getConnectionId(), e.getRun(), e.getErrorClass(), e.getAt());
      default ->
          ProductCodec.fromAvro(event)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "event: "
                              + event.getSchema().getFullName()
                              + " (expected: one of a sync run)"));
    };
  }

  private static ObservedChanges changes(TransactionsObserved event) {
    return new ObservedChanges(
        event.getAdded().stream().map(SyncRunCodec::transaction).toList(),
        event.getModified().stream().map(SyncRunCodec::transaction).toList(),
        event.getRemoved().stream()
            .map(
                gone ->
                    new RemovedTransaction(
                        gone.getAccountId(),
                        gone.getExternalId(),
                        Optional.ofNullable(gone.getConnectionId())))
            .toList());
  }

  private static florin.events.providersync.RemovedTransaction avro(RemovedTransaction removed) {
    return florin.events.providersync.RemovedTransaction.newBuilder()
        .setExternalId(removed.externalId())
        .setAccountId(removed.accountId())
        .setConnectionId(removed.connection().orElse(null))
        .build();
  }

  private static florin.events.providersync.ObservedAccount avro(ObservedAccount observed) {
    BankAccount account = observed.account();
    return florin.events.providersync.ObservedAccount.newBuilder()
        .setAccountId(observed.accountId())
        .setExternalId(account.externalId())
        .setPersistentId(account.persistentId().orElse(null))
        .setName(account.name())
        .setOfficialName(account.officialName().orElse(null))
        .setMask(account.mask().orElse(null))
        .setType(account.type())
        .setProviderType(account.providerType())
        .setProviderSubtype(account.providerSubtype().orElse(null))
        .setCurrency(account.currency().code())
        .setCurrent(account.current().map(Money::scaled).orElse(null))
        .setAvailable(account.available().map(Money::scaled).orElse(null))
        .setCreditLimit(account.creditLimit().map(Money::scaled).orElse(null))
        .setMergeCandidates(observed.mergeCandidates())
        .build();
  }

  private static ObservedAccount account(florin.events.providersync.ObservedAccount avro) {
    CurrencyCode currency = new CurrencyCode(avro.getCurrency());
    return new ObservedAccount(
        avro.getAccountId(),
        new BankAccount(
            avro.getExternalId(),
            Optional.ofNullable(avro.getPersistentId()),
            avro.getName(),
            Optional.ofNullable(avro.getOfficialName()),
            Optional.ofNullable(avro.getMask()),
            avro.getType(),
            avro.getProviderType(),
            Optional.ofNullable(avro.getProviderSubtype()),
            currency,
            money(avro.getCurrent(), currency),
            money(avro.getAvailable(), currency),
            money(avro.getCreditLimit(), currency)),
        avro.getMergeCandidates());
  }

  private static Optional<Money> money(@Nullable BigDecimal amount, CurrencyCode currency) {
    return Optional.ofNullable(amount).map(value -> new Money(value, currency));
  }

  private static florin.events.providersync.ObservedTransaction avro(ObservedTransaction observed) {
    BankTransaction one = observed.transaction();
    return florin.events.providersync.ObservedTransaction.newBuilder()
        .setExternalId(one.externalId())
        .setAccountId(observed.accountId())
        .setAmount(MoneyCodec.toAvro(one.amount()))
        .setDate(one.date())
        .setAuthorizedDate(one.authorizedDate().orElse(null))
        .setName(one.name())
        .setOriginalDescription(one.originalDescription().orElse(null))
        .setMerchantName(one.merchantName().orElse(null))
        .setMerchantEntityId(one.merchantEntityId().orElse(null))
        .setPending(one.pending())
        .setPendingExternalId(one.pendingExternalId().orElse(null))
        .setCategoryPrimary(one.categoryPrimary().orElse(null))
        .setCategoryDetailed(one.categoryDetailed().orElse(null))
        .setCategoryConfidence(one.categoryConfidence().orElse(null))
        .setPaymentChannel(one.paymentChannel().orElse(null))
        .setTransactionCode(one.transactionCode().orElse(null))
        .setCheckNumber(one.checkNumber().orElse(null))
        .setWebsite(one.website().orElse(null))
        .setLogoUrl(one.logoUrl().orElse(null))
        .setFormer(
            observed
                .former()
                .map(
                    formerIdentity ->
                        new FormerTransaction(
                            formerIdentity.connection(), formerIdentity.externalId()))
                .orElse(null))
        .build();
  }

  private static ObservedTransaction transaction(
      florin.events.providersync.ObservedTransaction avro) {
    MoneyAmount amount = avro.getAmount();
    return new ObservedTransaction(
        avro.getAccountId(),
        new BankTransaction(
            avro.getExternalId(),
            MoneyCodec.fromAvro(amount),
            avro.getDate(),
            Optional.ofNullable(avro.getAuthorizedDate()),
            avro.getName(),
            Optional.ofNullable(avro.getOriginalDescription()),
            Optional.ofNullable(avro.getMerchantName()),
            Optional.ofNullable(avro.getMerchantEntityId()),
            avro.getPending(),
            Optional.ofNullable(avro.getPendingExternalId()),
            Optional.ofNullable(avro.getCategoryPrimary()),
            Optional.ofNullable(avro.getCategoryDetailed()),
            Optional.ofNullable(avro.getCategoryConfidence()),
            Optional.ofNullable(avro.getPaymentChannel()),
            Optional.ofNullable(avro.getTransactionCode()),
            Optional.ofNullable(avro.getCheckNumber()),
            Optional.ofNullable(avro.getWebsite()),
            Optional.ofNullable(avro.getLogoUrl())),
        Optional.ofNullable(avro.getFormer())
            .map(
                former ->
                    new ObservedTransaction.FormerIdentity(
                        former.getConnectionId(), former.getExternalId())));
  }
}
