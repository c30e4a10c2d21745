package florin.planning.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.events.AvroEvents;
import florin.events.accounts.AccountsEvents;
import florin.events.planning.ScenarioDeleted;
import florin.events.transactions.RecurringEvents;
import florin.events.transactions.ReviewEvents;
import florin.events.transactions.RulesAppliedEvents;
import florin.events.transactions.RulesEvents;
import florin.events.transactions.TransactionsEvents;
import florin.events.transactions.TransferEvents;
import florin.planning.mirror.series.SeriesFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Protocol;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Every event of both topics has a meaning here, or is left out by name. */
class TopicEventsTests {

  private static final UUID USER = UUID.randomUUID();

  @Test
  void everyEventOfTheAccountsTopicIsMirroredOrLeftOutByName() {
    assertThat(
            events(AccountsEvents.PROTOCOL)
                .filter(event -> AccountsFacts.fact(USER, event).isEmpty())
                .filter(event -> AccountsFacts.settings(USER, event).isEmpty())
                .filter(event -> AccountsFacts.subtype(USER, event).isEmpty())
                .map(TopicEventsTests::name))
        .containsExactlyInAnyOrder(
            "InstitutionRegistered",
            "AccountMergeProposed",
            "AccountMergeDismissed",
            "AccountMergeReconsidered",
            "BalanceWithdrawn",
            "GroupCreated",
            "GroupRenamed",
            "GroupAccented",
            "GroupsOrdered",
            "GroupDeleted",
            "GroupRestored",
            "AccountGrouped",
            "AccountUngrouped",
            "GroupOrdered",
            "ActiveGroupChosen",
            "SnapshotSelectionChosen",
            "SecurityRegistered",
            "SecurityRevised",
            "HoldingsSnapshotTaken",
            "InvestmentTransactionRecorded",
            "InvestmentTransactionRevised",
            "InvestmentTransactionRemoved",
            "LiabilityObserved",
            "LiabilityEnded");
  }

  @Test
  void everyEventOfTheTransactionsTopicIsMirroredOrLeftOutByName() {
    assertThat(
            Stream.of(
                    TransactionsEvents.PROTOCOL,
                    RulesAppliedEvents.PROTOCOL,
                    TransferEvents.PROTOCOL,
                    ReviewEvents.PROTOCOL)
                .flatMap(TopicEventsTests::events)
                .filter(event -> TransactionsFacts.fact(USER, event).isEmpty())
                .filter(event -> TransactionsFacts.category(USER, event).isEmpty())
                .filter(event -> TransactionsFacts.transfer(USER, event).isEmpty())
                .map(TopicEventsTests::name))
        .containsExactlyInAnyOrder(
            "ImportedRecordLinked",
            "ImportedRecordUnlinked",
            "ImportCommitted",
            "ImportReverted",
            "ImportReinstated",
            "Noted",
            "Renamed",
            "MerchantAssigned",
            "Released",
            "Tagged",
            "Untagged",
            "TagsReleased",
            "RulesApplied",
            "Excluded",
            "Included",
            "Split",
            "Unsplit",
            "CategoryMoved",
            "MerchantCreated",
            "MerchantRenamed",
            "MerchantMerged",
            "MerchantUnmerged",
            "MerchantArchived",
            "MerchantUnarchived",
            "TransferRejected",
            "TransferUnrejected",
            "TransferSettingsChanged",
            "DuplicateDismissed",
            "DuplicateReopened");
  }

  @Test
  void everyEventOfRecurringSeriesIsMirroredOrLeftOutByName() {
    assertThat(
            events(RecurringEvents.PROTOCOL)
                .filter(event -> TransactionsFacts.fact(USER, event).isEmpty())
                .filter(event -> SeriesFacts.series(USER, event).isEmpty())
                .map(TopicEventsTests::name))
        .containsExactlyInAnyOrder(
            "SeriesPriceChanged", "OccurrencesLinked", "OccurrencesUnlinked", "OccurrencesLost");
  }

  @Test
  void everyEventOfRulesIsLeftOutByName() {
    assertThat(events(RulesEvents.PROTOCOL))
        .hasSize(7)
        .allMatch(event -> TransactionsFacts.fact(USER, event).isEmpty())
        .allMatch(event -> TransactionsFacts.category(USER, event).isEmpty());
  }

  @Test
  void anEventOfAnotherTopicIsNotTakenForNothing() {
    ScenarioDeleted foreign = new ScenarioDeleted(UUID.randomUUID(), Instant.EPOCH);
    assertThatThrownBy(() -> AccountsFacts.fact(USER, foreign))
        .hasMessageContaining("florin.events.planning.ScenarioDeleted");
    assertThatThrownBy(() -> TransactionsFacts.fact(USER, foreign))
        .hasMessageContaining("florin.events.planning.ScenarioDeleted");
  }

  @Test
  void theFinestCategoryOfTheBankIsKept() {
    var fact = TopicEvents.fact("-1", "Coffee", false);
    assertThat(category(fact)).isEmpty();
    fact.setCategoryPrimary("FOOD_AND_DRINK");
    assertThat(category(fact)).contains("FOOD_AND_DRINK");
    fact.setCategoryDetailed("FOOD_AND_DRINK_COFFEE");
    assertThat(category(fact)).contains("FOOD_AND_DRINK_COFFEE");
  }

  @Test
  void bankDatesStayTheDatesOfTheBank() {
    var fact = TopicEvents.fact("-1", "Coffee", true);
    fact.setAuthorizedDate(LocalDate.of(2026, 2, 28));
    var entered = entered(fact);
    assertThat(entered.date()).isEqualTo(LocalDate.of(2026, 3, 1));
    assertThat(entered.authorizedDate()).contains(LocalDate.of(2026, 2, 28));
    assertThat(entered.pending()).isTrue();
  }

  private static Optional<String> category(florin.events.transactions.ProviderFact fact) {
    return entered(fact).bankCategory();
  }

  private static TransactionUpdate.Entered entered(florin.events.transactions.ProviderFact fact) {
    return (TransactionUpdate.Entered)
        TransactionsFacts.fact(
                USER, TopicEvents.revised(UUID.randomUUID(), UUID.randomUUID(), fact))
            .orElseThrow();
  }

  private static String name(SpecificRecord event) {
    return event.getSchema().getName();
  }

  /** One of each type that says when it happened: those are the events. */
  private static Stream<SpecificRecord> events(Protocol protocol) {
    return protocol.getTypes().stream()
        .filter(type -> type.getField("at") != null)
        .map(type -> AvroEvents.decode(florin.events.EventSchemas.fingerprint(type), bytes(type)));
  }

  private static byte[] bytes(Schema schema) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<>(schema).write(sample(schema), encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static Object sample(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.name(), sample(field.schema())));
        yield record;
      }
      case UNION -> sample(schema.getTypes().getLast());
      case STRING -> schema.getLogicalType() == null ? "text" : new UUID(1, 2).toString();
      case BYTES -> ByteBuffer.wrap(new byte[] {1});
      case INT -> 1;
      case LONG -> 1L;
      case BOOLEAN -> true;
      case ARRAY -> List.of(sample(schema.getElementType()));
      case ENUM, MAP, FIXED, FLOAT, DOUBLE, NULL ->
          throw new IllegalArgumentException("type: " + schema.getType());
    };
  }
}
