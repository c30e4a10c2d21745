package florin.transactions.transaction;

import florin.events.Money;
import florin.events.MoneyCodec;
import florin.events.money.MoneyAmount;
import florin.events.transactions.RuleSetting;
import florin.journal.stream.EventCodec;
import florin.transactions.transaction.value.OverridableField;
import florin.transactions.transaction.value.RuleValue;
import florin.transactions.transaction.value.RuleValues;
import florin.transactions.transaction.value.SplitPart;
import florin.transactions.transaction.value.TextField;
import florin.transactions.transaction.value.TransactionEntry;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** The ledger's events as Avro. */
final class TransactionCodec implements EventCodec<TransactionEvent> {

  @Override
  public SpecificRecord toAvro(TransactionEvent event) {
    return switch (event) {
      case TransactionEvent.Recorded e -> recorded(e);
      case TransactionEvent.ImportedRecordLinked e ->
          new florin.events.transactions.ImportedRecordLinked(
              e.id(), e.account(), FileRecordCodec.toAvro(e.record()), e.at());
      case TransactionEvent.ImportedRecordUnlinked e ->
          new florin.events.transactions.ImportedRecordUnlinked(
              e.id(), e.account(), e.importId(), e.number(), e.at());
      case TransactionEvent.Settled e ->
          new florin.events.transactions.Settled(
              e.id(), e.account(), e.supersededExternalId(), fact(e.fact()), e.at());
      case TransactionEvent.Revised e ->
          new florin.events.transactions.Revised(e.id(), e.account(), fact(e.fact()), e.at());
      case TransactionEvent.Removed e ->
          new florin.events.transactions.Removed(
              e.id(), e.account(), e.by().word(), e.externalId().orElse(null), e.at());
      case TransactionEvent.Restored e ->
          new florin.events.transactions.Restored(e.id(), e.account(), e.by().word(), e.at());
      case TransactionEvent.Categorised e ->
          new florin.events.transactions.Categorised(
              e.id(), e.account(), e.category().orElse(null), e.at());
      case TransactionEvent.TextSet e -> text(e);
      case TransactionEvent.MerchantAssigned e ->
          new florin.events.transactions.MerchantAssigned(
              e.id(), e.account(), e.merchant().orElse(null), e.at());
      case TransactionEvent.OverrideCleared e ->
          new florin.events.transactions.Released(e.id(), e.account(), e.field().word(), e.at());
      case TransactionEvent.Tagged e ->
          new florin.events.transactions.Tagged(e.id(), e.account(), e.tags(), e.at());
      case TransactionEvent.Untagged e ->
          new florin.events.transactions.Untagged(e.id(), e.account(), e.tags(), e.at());
      case TransactionEvent.TagsReleased e ->
          new florin.events.transactions.TagsReleased(e.id(), e.account(), e.tags(), e.at());
      case TransactionEvent.RulesApplied e ->
          new florin.events.transactions.RulesApplied(
              e.id(),
              e.account(),
              settings(e.changes().fields()),
              settings(e.changes().tags()),
              e.at());
      case TransactionEvent.Excluded e ->
          new florin.events.transactions.Excluded(e.id(), e.account(), e.at());
      case TransactionEvent.Included e ->
          new florin.events.transactions.Included(e.id(), e.account(), e.at());
      case TransactionEvent.Corrected e ->
          new florin.events.transactions.Corrected(e.id(), e.account(), manual(e.entry()), e.at());
      case TransactionEvent.Split e ->
          new florin.events.transactions.Split(
              e.id(), e.account(), e.parts().stream().map(TransactionCodec::part).toList(), e.at());
      case TransactionEvent.Unsplit e ->
          new florin.events.transactions.Unsplit(e.id(), e.account(), e.at());
    };
  }

  @Override
  public TransactionEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case florin.events.transactions.Recorded e -> recorded(e);
      case florin.events.transactions.ImportedRecordLinked e ->
          new TransactionEvent.ImportedRecordLinked(
              e.getTransactionId(),
              e.getAccountId(),
              FileRecordCodec.fromAvro(e.getRecord()),
              e.getAt());
      case florin.events.transactions.ImportedRecordUnlinked e ->
          new TransactionEvent.ImportedRecordUnlinked(
              e.getTransactionId(), e.getAccountId(), e.getImportId(), e.getNumber(), e.getAt());
      case florin.events.transactions.Settled e ->
          new TransactionEvent.Settled(
              e.getTransactionId(),
              e.getAccountId(),
              e.getSupersededExternalId(),
              fact(e.getFact()),
              e.getAt());
      case florin.events.transactions.Revised e ->
          new TransactionEvent.Revised(
              e.getTransactionId(), e.getAccountId(), fact(e.getFact()), e.getAt());
      case florin.events.transactions.Removed e ->
          new TransactionEvent.Removed(
              e.getTransactionId(),
              e.getAccountId(),
              party(e.getBy()),
              Optional.ofNullable(e.getExternalId()),
              e.getAt());
      case florin.events.transactions.Restored e ->
          new TransactionEvent.Restored(
              e.getTransactionId(), e.getAccountId(), party(e.getBy()), e.getAt());
      case florin.events.transactions.Categorised e ->
          new TransactionEvent.Categorised(
              e.getTransactionId(),
              e.getAccountId(),
              Optional.ofNullable(e.getCategoryId()),
              e.getAt());
      case florin.events.transactions.Noted e ->
          new TransactionEvent.TextSet(
              e.getTransactionId(),
              e.getAccountId(),
              TextField.of(e.getField()),
              Optional.ofNullable(e.getNote()),
              e.getAt());
      case florin.events.transactions.Renamed e ->
          new TransactionEvent.TextSet(
              e.getTransactionId(),
              e.getAccountId(),
              TextField.DESCRIPTION,
              Optional.of(e.getDescription()),
              e.getAt());
      case florin.events.transactions.MerchantAssigned e ->
          new TransactionEvent.MerchantAssigned(
              e.getTransactionId(),
              e.getAccountId(),
              Optional.ofNullable(e.getMerchantId()),
              e.getAt());
      case florin.events.transactions.Released e ->
          new TransactionEvent.OverrideCleared(
              e.getTransactionId(),
              e.getAccountId(),
              OverridableField.of(e.getField()).orElseThrow(),
              e.getAt());
      case florin.events.transactions.Tagged e ->
          new TransactionEvent.Tagged(
              e.getTransactionId(), e.getAccountId(), List.copyOf(e.getTags()), e.getAt());
      case florin.events.transactions.Untagged e ->
          new TransactionEvent.Untagged(
              e.getTransactionId(), e.getAccountId(), List.copyOf(e.getTags()), e.getAt());
      case florin.events.transactions.TagsReleased e ->
          new TransactionEvent.TagsReleased(
              e.getTransactionId(), e.getAccountId(), List.copyOf(e.getTags()), e.getAt());
      case florin.events.transactions.RulesApplied e ->
          new TransactionEvent.RulesApplied(
              e.getTransactionId(),
              e.getAccountId(),
              new RuleValues(settings(e.getFields()), settings(e.getTags())),
              e.getAt());
      case florin.events.transactions.Excluded e ->
          new TransactionEvent.Excluded(e.getTransactionId(), e.getAccountId(), e.getAt());
      case florin.events.transactions.Included e ->
          new TransactionEvent.Included(e.getTransactionId(), e.getAccountId(), e.getAt());
      case florin.events.transactions.Corrected e ->
          new TransactionEvent.Corrected(
              e.getTransactionId(), e.getAccountId(), manual(e.getManual()), e.getAt());
      case florin.events.transactions.Split e ->
          new TransactionEvent.Split(
              e.getTransactionId(),
              e.getAccountId(),
              e.getParts().stream().map(TransactionCodec::part).toList(),
              e.getAt());
      case florin.events.transactions.Unsplit e ->
          new TransactionEvent.Unsplit(e.getTransactionId(), e.getAccountId(), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "event: " + event.getSchema().getFullName() + " (expected: one of the ledger's)");
    };
  }

  /** A description is never cleared: the override is. */
  private static SpecificRecord text(TransactionEvent.TextSet e) {
    return e.field() == TextField.DESCRIPTION
        ? new florin.events.transactions.Renamed(
            e.id(), e.account(), e.text().orElseThrow(), e.at())
        : new florin.events.transactions.Noted(
            e.id(), e.account(), e.text().orElse(null), e.at(), e.field().word());
  }

  private static List<RuleSetting> settings(Map<String, RuleValue> values) {
    return values.entrySet().stream()
        .map(
            one ->
                new RuleSetting(
                    one.getKey(),
                    one.getValue().value().orElse(null),
                    one.getValue().rule(),
                    one.getValue().version()))
        .toList();
  }

  private static SortedMap<String, RuleValue> settings(List<RuleSetting> settings) {
    SortedMap<String, RuleValue> values = new TreeMap<>();
    for (RuleSetting one : settings) {
      values.put(
          one.getName(),
          new RuleValue(
              Optional.ofNullable(one.getValue()), one.getRuleId(), one.getRuleVersion()));
    }
    return values;
  }

  private static SpecificRecord recorded(TransactionEvent.Recorded e) {
    return switch (e.entry()) {
      case TransactionEntry.ProviderFact fact ->
          new florin.events.transactions.Recorded(
              e.id(), e.account(), fact(fact), null, e.at(), null);
      case TransactionEntry.ManualEntry manual ->
          new florin.events.transactions.Recorded(
              e.id(),
              e.account(),
              null,
              manual(manual),
              e.at(),
              e.imported().map(FileRecordCodec::toAvro).orElse(null));
    };
  }

  private static TransactionEvent recorded(florin.events.transactions.Recorded e) {
    TransactionEntry transactionEntry =
        e.getFact() != null ? fact(e.getFact()) : manual(e.getManual());
    return new TransactionEvent.Recorded(
        e.getTransactionId(),
        e.getAccountId(),
        transactionEntry,
        Optional.ofNullable(e.getImported()).map(FileRecordCodec::fromAvro),
        e.getAt());
  }

  private static florin.events.transactions.ManualEntry manual(TransactionEntry.ManualEntry entry) {
    return new florin.events.transactions.ManualEntry(
        amount(entry.amount()), entry.date(), entry.description());
  }

  private static TransactionEntry.ManualEntry manual(florin.events.transactions.ManualEntry entry) {
    return new TransactionEntry.ManualEntry(
        money(entry.getAmount()), entry.getDate(), entry.getDescription());
  }

  private static florin.events.transactions.SplitPart part(SplitPart splitPart) {
    return new florin.events.transactions.SplitPart(
        splitPart.category().orElse(null),
        amount(splitPart.amount()),
        splitPart.note().orElse(null));
  }

  private static SplitPart part(florin.events.transactions.SplitPart part) {
    return new SplitPart(
        Optional.ofNullable(part.getCategoryId()),
        money(part.getAmount()),
        Optional.ofNullable(part.getNote()));
  }

  private static florin.events.transactions.ProviderFact fact(TransactionEntry.ProviderFact f) {
    return florin.events.transactions.ProviderFact.newBuilder()
        .setConnectionId(f.connectionId())
        .setExternalId(f.externalId())
        .setAmount(amount(f.amount()))
        .setDate(f.date())
        .setAuthorizedDate(f.authorizedDate().orElse(null))
        .setName(f.description())
        .setOriginalDescription(f.originalDescription().orElse(null))
        .setMerchantName(f.merchantName().orElse(null))
        .setMerchantEntityId(f.merchantEntityId().orElse(null))
        .setPending(f.pending())
        .setPendingExternalId(f.pendingExternalId().orElse(null))
        .setCategoryPrimary(f.categoryPrimary().orElse(null))
        .setCategoryDetailed(f.categoryDetailed().orElse(null))
        .setCategoryConfidence(f.categoryConfidence().orElse(null))
        .setPaymentChannel(f.paymentChannel().orElse(null))
        .setTransactionCode(f.transactionCode().orElse(null))
        .setCheckNumber(f.checkNumber().orElse(null))
        .setWebsite(f.website().orElse(null))
        .setLogoUrl(f.logoUrl().orElse(null))
        .setHash(ByteBuffer.wrap(HexFormat.of().parseHex(f.hash())))
        .build();
  }

  private static TransactionEntry.ProviderFact fact(florin.events.transactions.ProviderFact f) {
    byte[] hash = new byte[f.getHash().remaining()];
    f.getHash().duplicate().get(hash);
    return new TransactionEntry.ProviderFact(
        f.getConnectionId(),
        f.getExternalId(),
        money(f.getAmount()),
        f.getDate(),
        Optional.ofNullable(f.getAuthorizedDate()),
        f.getName(),
        Optional.ofNullable(f.getOriginalDescription()),
        Optional.ofNullable(f.getMerchantName()),
        Optional.ofNullable(f.getMerchantEntityId()),
        f.getPending(),
        Optional.ofNullable(f.getPendingExternalId()),
        Optional.ofNullable(f.getCategoryPrimary()),
        Optional.ofNullable(f.getCategoryDetailed()),
        Optional.ofNullable(f.getCategoryConfidence()),
        Optional.ofNullable(f.getPaymentChannel()),
        Optional.ofNullable(f.getTransactionCode()),
        Optional.ofNullable(f.getCheckNumber()),
        Optional.ofNullable(f.getWebsite()),
        Optional.ofNullable(f.getLogoUrl()),
        HexFormat.of().formatHex(hash));
  }

  private static MoneyAmount amount(Money money) {
    return MoneyCodec.toAvro(money);
  }

  private static Money money(MoneyAmount amount) {
    return MoneyCodec.fromAvro(amount);
  }

  private static TransactionEvent.RemovingParty party(String word) {
    return TransactionEvent.RemovingParty.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
