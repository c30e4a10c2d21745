package florin.transactions.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Money;
import florin.journal.test.DeciderFixture;
import florin.transactions.category.SystemCategories;
import florin.transactions.transaction.TransactionCommand.Categorise;
import florin.transactions.transaction.TransactionCommand.Observe;
import florin.transactions.transaction.TransactionCommand.RecordByHand;
import florin.transactions.transaction.TransactionCommand.Remove;
import florin.transactions.transaction.TransactionCommand.Restore;
import florin.transactions.transaction.TransactionCommand.SetText;
import florin.transactions.transaction.TransactionCommand.Withdraw;
import florin.transactions.transaction.TransactionEvent.Categorised;
import florin.transactions.transaction.TransactionEvent.Recorded;
import florin.transactions.transaction.TransactionEvent.Removed;
import florin.transactions.transaction.TransactionEvent.RemovingParty;
import florin.transactions.transaction.TransactionEvent.Restored;
import florin.transactions.transaction.TransactionEvent.Revised;
import florin.transactions.transaction.TransactionEvent.Settled;
import florin.transactions.transaction.TransactionEvent.TextSet;
import florin.transactions.transaction.value.TextField;
import florin.transactions.transaction.value.TransactionEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TransactionTests {

  private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
  private static final UUID ACCOUNT = UUID.fromString("01900000-0000-7000-8000-000000000002");
  private static final UUID CONNECTION = UUID.fromString("01900000-0000-7000-8000-000000000003");
  private static final UUID FOOD = SystemCategories.all().getFirst().id();
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");

  private static DeciderFixture<TransactionCommand, TransactionEvent, Transaction> transaction() {
    return DeciderFixture.of(Transaction.DECIDER);
  }

  private static TransactionEntry.ProviderFact fact(
      String external, String amount, boolean pending, Optional<String> pendingId) {
    String hash =
        String.format("%032x", (external + amount + pending + pendingId).hashCode() & 0xffffffffL);
    return new TransactionEntry.ProviderFact(
        CONNECTION,
        external,
        Money.of(amount, "USD"),
        LocalDate.of(2026, 1, 30),
        Optional.of(LocalDate.of(2026, 1, 29)),
        "COFFEE",
        Optional.empty(),
        Optional.of("Coffee"),
        Optional.empty(),
        pending,
        pendingId,
        Optional.of("FOOD_AND_DRINK"),
        Optional.of("FOOD_AND_DRINK_COFFEE"),
        Optional.empty(),
        Optional.of("in store"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        hash);
  }

  private static final TransactionEntry.ProviderFact PENDING =
      fact("P", "-4.50", true, Optional.empty());
  private static final TransactionEntry.ProviderFact POSTED =
      fact("Q", "-5.00", false, Optional.of("P"));

  private static Recorded recorded(TransactionEntry transactionEntry) {
    return new Recorded(ID, ACCOUNT, transactionEntry, AT);
  }

  private static Observe observe(TransactionEntry.ProviderFact fact) {
    return new Observe(ID, ACCOUNT, fact, AT);
  }

  private static final Removed BY_BANK =
      new Removed(ID, ACCOUNT, RemovingParty.PROVIDER, Optional.of("P"), AT);
  private static final Removed BY_USER =
      new Removed(ID, ACCOUNT, RemovingParty.USER, Optional.empty(), AT);

  @Nested
  class Observed {

    @Test
    void isRecordedOnce() {
      transaction().when(observe(PENDING)).then(recorded(PENDING));
      transaction().given(recorded(PENDING)).when(observe(PENDING)).thenNothing();
    }

    @Test
    void isRevisedWhenTheProviderSaysSomethingElse() {
      TransactionEntry.ProviderFact tip = fact("P", "-5.50", true, Optional.empty());
      transaction()
          .given(recorded(PENDING))
          .when(observe(tip))
          .then(new Revised(ID, ACCOUNT, tip, AT));
    }

    @Test
    void settlesOnTheSameStream() {
      transaction()
          .given(recorded(PENDING))
          .when(observe(POSTED))
          .then(new Settled(ID, ACCOUNT, "P", POSTED, AT));
    }

    @Test
    void neverGoesBackToTheSupersededOne() {
      var settled =
          transaction().given(recorded(PENDING), new Settled(ID, ACCOUNT, "P", POSTED, AT));
      settled.when(observe(PENDING)).thenNothing();
      settled.when(new Withdraw("P", AT)).thenNothing();
    }

    @Test
    void isRemovedUnderItsOwnIdOnly() {
      transaction().given(recorded(PENDING)).when(new Withdraw("P", AT)).then(BY_BANK);
      transaction().given(recorded(PENDING)).when(new Withdraw("X", AT)).thenNothing();
      transaction().when(new Withdraw("P", AT)).thenNothing();
    }

    @Test
    void comesBackWhenTheProviderShowsItAgain() {
      var removed = transaction().given(recorded(PENDING), BY_BANK);
      Restored back = new Restored(ID, ACCOUNT, RemovingParty.PROVIDER, AT);
      removed.when(new Withdraw("P", AT)).thenNothing();
      removed.when(observe(PENDING)).then(back, new Revised(ID, ACCOUNT, PENDING, AT));
      removed.when(observe(POSTED)).then(back, new Settled(ID, ACCOUNT, "P", POSTED, AT));
    }

    @Test
    void staysHiddenWhenTheUserRemovedIt() {
      transaction()
          .given(recorded(PENDING), BY_USER)
          .when(observe(POSTED))
          .then(new Settled(ID, ACCOUNT, "P", POSTED, AT));
    }
  }

  @Nested
  class TheUsersWord {

    private final Categorised food = new Categorised(ID, ACCOUNT, Optional.of(FOOD), AT);
    private final TextSet mine = new TextSet(ID, ACCOUNT, TextField.NOTE, Optional.of("mine"), AT);

    @Test
    void isRecordedWhenItDiffers() {
      transaction().given(recorded(PENDING)).when(new Categorise(Optional.of(FOOD), AT)).then(food);
      transaction()
          .given(recorded(PENDING))
          .when(new SetText(TextField.NOTE, Optional.of("mine"), AT))
          .then(mine);
      transaction()
          .given(recorded(PENDING), mine)
          .when(new SetText(TextField.NOTE, Optional.of("mine"), AT))
          .thenNothing();
    }

    @Test
    void includesClearing() {
      Categorised cleared = new Categorised(ID, ACCOUNT, Optional.empty(), AT);
      transaction()
          .given(recorded(PENDING))
          .when(new Categorise(Optional.empty(), AT))
          .then(cleared);
      transaction()
          .given(recorded(PENDING), cleared)
          .when(new Categorise(Optional.empty(), AT))
          .thenNothing();
    }

    @Test
    void survivesSettlingRevisionAndRemoval() {
      var state =
          transaction()
              .given(
                  recorded(PENDING),
                  food,
                  mine,
                  new Settled(ID, ACCOUNT, "P", POSTED, AT),
                  new Removed(ID, ACCOUNT, RemovingParty.PROVIDER, Optional.of("Q"), AT),
                  new Restored(ID, ACCOUNT, RemovingParty.PROVIDER, AT),
                  new Revised(ID, ACCOUNT, POSTED, AT))
              .state();
      assertThat(state)
          .isInstanceOfSatisfying(
              Transaction.Present.class,
              present -> {
                assertThat(present.words().category())
                    .isEqualTo(new UserOverrides.FieldOverride<>(true, Optional.of(FOOD)));
                assertThat(present.overlay().text(TextField.NOTE)).contains("mine");
                assertThat(present.entry()).isEqualTo(POSTED);
                assertThat(present.removedBy()).isEmpty();
              });
    }

    @Test
    void isRefusedWhereThereIsNothingToSayItOf() {
      transaction()
          .when(new SetText(TextField.NOTE, Optional.of("a"), AT))
          .thenRejected("not-found");
      transaction()
          .given(recorded(PENDING), BY_USER)
          .when(new SetText(TextField.NOTE, Optional.of("a"), AT))
          .thenRejected("transaction-removed");
    }
  }

  @Nested
  class RemovingAndRestoring {

    @Test
    void areInverseAndIdempotent() {
      var removed = transaction().given(recorded(PENDING), BY_USER);
      transaction().given(recorded(PENDING)).when(new Remove(AT)).then(BY_USER);
      removed.when(new Remove(AT)).thenNothing();
      removed.when(new Restore(AT)).then(new Restored(ID, ACCOUNT, RemovingParty.USER, AT));
      transaction().given(recorded(PENDING)).when(new Restore(AT)).thenNothing();
    }

    @Test
    void leaveToTheBankWhatTheBankRemoved() {
      transaction()
          .given(recorded(PENDING), BY_BANK)
          .when(new Restore(AT))
          .thenRejected("transaction-removed");
      transaction().when(new Remove(AT)).thenRejected("not-found");
    }
  }

  @Nested
  class ByHand {

    @Test
    void isRecordedOnceAndNeverWithoutMoney() {
      TransactionEntry.ManualEntry cash =
          new TransactionEntry.ManualEntry(
              Money.of("-3", "USD"), LocalDate.of(2026, 1, 1), "Kiosk");
      TransactionEntry.ManualEntry zero =
          new TransactionEntry.ManualEntry(Money.of("0", "USD"), LocalDate.of(2026, 1, 1), "Kiosk");
      transaction().when(new RecordByHand(ID, ACCOUNT, cash, AT)).then(recorded(cash));
      transaction()
          .given(recorded(cash))
          .when(new RecordByHand(ID, ACCOUNT, cash, AT))
          .thenNothing();
      transaction().when(new RecordByHand(ID, ACCOUNT, zero, AT)).thenRejected("amount-zero");
    }
  }
}
