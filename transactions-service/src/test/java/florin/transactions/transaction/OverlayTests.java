package florin.transactions.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Money;
import florin.journal.stream.Actor;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.Rejection;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import florin.transactions.history.ExplanationResponse;
import florin.transactions.history.ExplanationResponse.ExplanationStep;
import florin.transactions.history.ExplanationResponse.FieldExplanation;
import florin.transactions.transaction.value.OverridableField;
import florin.transactions.transaction.value.OverridableField.ChosenField;
import florin.transactions.transaction.value.SplitPart;
import florin.transactions.transaction.value.TextField;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random facts of a bank, edits of a user and passes of rules, mixed, with undo: the user's last
 * value of a field applies, else the rules' last one, else the bank's; and the explanation alone
 * comes to the same values.
 */
class OverlayTests {

  private static final int TRANSACTIONS = TestScale.of(400, 20_000);
  private static final int STEPS = 40;
  private static final Instant AT = RandomTransaction.AT;

  @Test
  void keepsTheUsersWordAndTheBanksEverywhereElseAndCanSayWhy() {
    SeededRuns.forEachSeed(
        TRANSACTIONS,
        random -> {
          RandomTransaction transaction = new RandomTransaction(random);
          transaction.observe(transaction.bank);
          for (int i = 0; i < STEPS; i++) {
            transaction.step();
            transaction.check();
          }
          explain(transaction);
        });
  }

  /** Only the events that the explanation of a field names, and only its value. */
  private static void explain(RandomTransaction transaction) {
    ExplanationResponse whole =
        ExplanationResponse.of(RandomTransaction.ID, transaction.recorded).orElseThrow();
    for (FieldExplanation fieldExplanation : whole.fields()) {
      Set<UUID> named =
          fieldExplanation.chain().stream()
              .map(ExplanationStep::eventId)
              .collect(Collectors.toSet());
      List<RecordedEvent> only =
          transaction.recorded.stream().filter(event -> named.contains(event.eventId())).toList();
      FieldExplanation again =
          ExplanationResponse.of(RandomTransaction.ID, only).orElseThrow().fields().stream()
              .filter(other -> other.field().equals(fieldExplanation.field()))
              .findFirst()
              .orElseThrow();
      assertThat(again.value()).as(fieldExplanation.field()).isEqualTo(fieldExplanation.value());
      assertThat(again.source()).as(fieldExplanation.field()).isEqualTo(fieldExplanation.source());
      assertThat(again.rules()).as(fieldExplanation.field()).isEqualTo(fieldExplanation.rules());
      if (fieldExplanation.source().equals("rule")) {
        assertThat(fieldExplanation.rules()).as(fieldExplanation.field()).isNotEmpty();
      }
    }
  }

  @Test
  void splitsOnlyIntoPartsThatSumToTheWhole() {
    SeededRuns.forEachSeed(
        TRANSACTIONS,
        random -> {
          RandomTransaction transaction = new RandomTransaction(random);
          transaction.observe(transaction.bank);
          Money whole = transaction.bank.amount();
          List<SplitPart> parts = new ArrayList<>();
          BigDecimal left = whole.amount();
          for (int i = random.nextInt(4); i >= 0; i--) {
            BigDecimal part = new BigDecimal(random.nextInt(400) - 200).movePointLeft(2);
            parts.add(part(part));
            left = left.subtract(part);
          }
          if (random.nextBoolean()) {
            parts.add(part(left));
          }
          BigDecimal sum =
              parts.stream().map(p -> p.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
          boolean good =
              parts.size() > 1
                  && sum.compareTo(whole.amount()) == 0
                  && parts.stream().noneMatch(p -> p.amount().isZero());
          boolean taken;
          try {
            transaction.decide(new TransactionCommand.SplitInto(parts, AT), Actor.USER);
            taken = true;
          } catch (Rejection refused) {
            taken = false;
          }
          assertThat(taken).isEqualTo(good);
          assertThat(((Transaction.Present) transaction.state).words().split())
              .isEqualTo(good ? parts : List.of());
          transaction.observe(transaction.fact(transaction.bank.externalId(), Optional.empty()));
          assertThat(((Transaction.Present) transaction.state).words().split())
              .isEqualTo(good ? parts : List.of());
        });
  }

  private static SplitPart part(BigDecimal amount) {
    return new SplitPart(
        Optional.empty(), Money.of(amount.toPlainString(), "USD"), Optional.empty());
  }

  @Test
  void releasesWhatWasSaidToTheBank() {
    RandomTransaction transaction = new RandomTransaction(new Random(1));
    transaction.observe(transaction.bank);
    List<OverridableField> fields = new ArrayList<>(List.of(ChosenField.values()));
    fields.addAll(List.of(TextField.values()));
    for (OverridableField field : fields) {
      int before = transaction.events.size();
      transaction.decide(new TransactionCommand.ClearOverride(field, AT), Actor.USER);
      assertThat(transaction.events).hasSize(before);
    }
    transaction.decide(new TransactionCommand.Categorise(Optional.empty(), AT), Actor.USER);
    transaction.decide(new TransactionCommand.ClearOverride(ChosenField.CATEGORY, AT), Actor.USER);
    assertThat(((Transaction.Present) transaction.state).words()).isEqualTo(UserOverrides.NONE);
  }
}
