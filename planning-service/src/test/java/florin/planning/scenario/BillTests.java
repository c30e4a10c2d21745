package florin.planning.scenario;

import static florin.planning.scenario.Plans.AT;
import static florin.planning.scenario.Plans.ID;
import static florin.planning.scenario.Plans.LATER;
import static florin.planning.scenario.Plans.absent;
import static florin.planning.scenario.Plans.bill;
import static florin.planning.scenario.Plans.gone;
import static florin.planning.scenario.Plans.live;
import static florin.planning.scenario.Plans.plan;
import static florin.planning.scenario.Plans.planned;
import static florin.planning.scenario.Plans.pointerOf;
import static florin.planning.scenario.Plans.revise;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Money;
import florin.planning.calendar.Frequency;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BillTests {
  @Nested
  class PlanBill {

    @ParameterizedTest
    @EnumSource(Frequency.class)
    void plansABillOfAnyFrequency(Frequency frequency) {
      Bill bill =
          new Bill(
              UUID.randomUUID(),
              "Rent",
              Money.of("900", "USD"),
              Optional.empty(),
              frequency,
              Optional.empty(),
              Optional.of(UUID.randomUUID()),
              Optional.of(LocalDate.of(2026, 3, 31)),
              Optional.empty());
      live().when(plan(bill)).then(new ScenarioEvent.BillPlanned(ID, bill, LATER));
    }

    @Test
    void takesABillThatCostsNothing() {
      Bill free = bill("Trial", Money.of("0", "USD"));
      live().when(plan(free)).then(new ScenarioEvent.BillPlanned(ID, free, LATER));
    }

    @Test
    void rejectsANegativeAmount() {
      live().when(plan(bill("Rent", Money.of("-0.01", "USD")))).thenRejected("amount-out-of-range");
      assertThat(pointerOf(plan(bill("Rent", Money.of("-0.01", "USD"))), live().state()))
          .isEqualTo("/amount/amount");
    }

    @Test
    void rejectsMoreDecimalsThanTheCurrencyHas() {
      live().when(plan(bill("Rent", Money.of("0.001", "USD")))).thenRejected("too-many-decimals");
    }

    @Test
    void rejectsAnotherCurrencyThanTheScenarios() {
      live().when(plan(bill("Rent", Money.of("1", "EUR")))).thenRejected("currency-mismatch");
      live().when(plan(bill("Rent", Money.of("0", "EUR")))).thenRejected("currency-mismatch");
    }

    @Test
    void rejectsADateNoCalendarOfABankHas() {
      for (LocalDate date :
          List.of(LocalDate.of(1899, 12, 31), LocalDate.of(10_000, 1, 1), LocalDate.MAX)) {
        Bill bill =
            new Bill(
                UUID.randomUUID(),
                "Rent",
                Money.of("1", "USD"),
                Optional.of(date),
                Frequency.ONCE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        live().when(plan(bill)).thenRejected("date-out-of-range");
        assertThat(pointerOf(plan(bill), live().state())).isEqualTo("/dueDate");
      }
    }

    @Test
    void appendsNothingForTheSameBillAgain() {
      Bill rent = bill("Rent", Money.of("900", "USD"));
      live(planned(rent)).when(plan(rent)).thenNothing();
      live(planned(rent))
          .when(plan(bill(rent.id(), "Rent", Money.of("901", "USD"))))
          .thenRejected("conflict");
    }

    @Test
    void stopsAtFiveHundred() {
      List<ScenarioEvent> full =
          new ArrayList<>(
              IntStream.range(0, Scenario.MOST_BILLS)
                  .mapToObj(i -> planned(bill("Bill " + i, Money.of("1", "USD"))))
                  .toList());
      Bill one = bill("One more", Money.of("1", "USD"));
      live(full.toArray(ScenarioEvent[]::new)).when(plan(one)).thenRejected("too-many-bills");
      ScenarioEvent last = full.removeLast();
      live(full.toArray(ScenarioEvent[]::new))
          .when(plan(one))
          .then(new ScenarioEvent.BillPlanned(ID, one, LATER));
      UUID freed = ((ScenarioEvent.BillPlanned) last).bill().id();
      live(full.toArray(ScenarioEvent[]::new))
          .given(last, new ScenarioEvent.BillRemoved(ID, freed, AT))
          .when(plan(one))
          .then(new ScenarioEvent.BillPlanned(ID, one, LATER));
    }

    @Test
    void needsALiveScenario() {
      Bill rent = bill("Rent", Money.of("900", "USD"));
      absent().when(plan(rent)).thenRejected("not-found");
      gone().when(plan(rent)).thenRejected("scenario-deleted");
    }

    @Test
    void mayPlanARemovedBillAgain() {
      Bill rent = bill("Rent", Money.of("900", "USD"));
      live(planned(rent), new ScenarioEvent.BillRemoved(ID, rent.id(), AT))
          .when(plan(rent))
          .then(new ScenarioEvent.BillPlanned(ID, rent, LATER));
    }
  }

  @Nested
  class ReviseBill {

    private static final Bill RENT = bill("Rent", Money.of("900", "USD"));

    @Test
    void replacesTheBill() {
      Bill dearer = bill(RENT.id(), " Rent ", Money.of("950", "USD"));
      live(planned(RENT))
          .when(revise(dearer))
          .then(
              new ScenarioEvent.BillRevised(
                  ID, bill(RENT.id(), "Rent", Money.of("950", "USD")), LATER));
    }

    @Test
    void appendsNothingWhenItIsAlreadySo() {
      live(planned(RENT))
          .when(revise(bill(RENT.id(), "Rent", Money.of("900.00", "USD"))))
          .thenNothing();
    }

    @Test
    void keepsTheTermsOfAPlan() {
      live(planned(RENT))
          .when(revise(bill(RENT.id(), "Rent", Money.of("-1", "USD"))))
          .thenRejected("amount-out-of-range");
      live(planned(RENT))
          .when(revise(bill(RENT.id(), "Rent", Money.of("1", "EUR"))))
          .thenRejected("currency-mismatch");
      live(planned(RENT))
          .when(revise(bill(RENT.id(), "", Money.of("1", "USD"))))
          .thenRejected("invalid-text");
    }

    @Test
    void needsTheBillOfALiveScenario() {
      absent().when(revise(RENT)).thenRejected("not-found");
      live().when(revise(RENT)).thenRejected("not-found");
      gone(planned(RENT)).when(revise(RENT)).thenRejected("scenario-deleted");
    }
  }

  @Nested
  class RemoveBill {

    private static final Bill RENT = bill("Rent", Money.of("900", "USD"));
    private static final ScenarioCommand REMOVE =
        new ScenarioCommand.RemoveBill(ID, RENT.id(), LATER);

    @Test
    void takesTheBillOut() {
      live(planned(RENT)).when(REMOVE).then(new ScenarioEvent.BillRemoved(ID, RENT.id(), LATER));
      assertThat(live(planned(RENT), new ScenarioEvent.BillRemoved(ID, RENT.id(), AT)).state())
          .isEqualTo(live().state());
    }

    @Test
    void needsTheBillOfALiveScenario() {
      absent().when(REMOVE).thenRejected("not-found");
      live().when(REMOVE).thenRejected("not-found");
      gone(planned(RENT)).when(REMOVE).thenRejected("scenario-deleted");
    }
  }
}
