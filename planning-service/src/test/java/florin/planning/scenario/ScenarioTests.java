package florin.planning.scenario;

import static florin.planning.scenario.Plans.ACCOUNT;
import static florin.planning.scenario.Plans.AT;
import static florin.planning.scenario.Plans.ID;
import static florin.planning.scenario.Plans.LATER;
import static florin.planning.scenario.Plans.absent;
import static florin.planning.scenario.Plans.bill;
import static florin.planning.scenario.Plans.create;
import static florin.planning.scenario.Plans.createFor;
import static florin.planning.scenario.Plans.created;
import static florin.planning.scenario.Plans.gone;
import static florin.planning.scenario.Plans.live;
import static florin.planning.scenario.Plans.planned;
import static florin.planning.scenario.Plans.pointerOf;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Money;
import florin.planning.calendar.Frequency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTests {
  @Nested
  class Create {

    @Test
    void startsAPlan() {
      absent()
          .when(create("Baseline", Money.of("-12.34", "EUR")))
          .then(created("Baseline", Money.of("-12.34", "EUR")));
    }

    @Test
    void keepsTheNameWithoutTheSpacesAroundIt() {
      absent()
          .when(create("  Big move \n", Money.of("0", "USD")))
          .then(created("Big move", Money.of("0", "USD")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\u0000b", "a\u001fb", "half \ud800"})
    void rejectsANameNobodyCanRead(String name) {
      absent().when(create(name, Money.of("0", "USD"))).thenRejected("invalid-text");
      assertThat(pointerOf(create(name, Money.of("0", "USD")), new Scenario.Absent()))
          .isEqualTo("/name");
    }

    @Test
    void countsTheNameInCharactersNotInCodeUnits() {
      String longest = "🏠".repeat(120);
      absent()
          .when(create(longest, Money.of("0", "USD")))
          .then(created(longest, Money.of("0", "USD")));
      absent().when(create(longest + "a", Money.of("0", "USD"))).thenRejected("invalid-text");
    }

    @Test
    void rejectsMoreDecimalsThanTheCurrencyHas() {
      absent().when(create("a", Money.of("0.001", "USD"))).thenRejected("too-many-decimals");
      absent().when(create("a", Money.of("1.5", "JPY"))).thenRejected("too-many-decimals");
      absent()
          .when(create("a", Money.of("1.001", "KWD")))
          .then(created("a", Money.of("1.001", "KWD")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"usd", "BTC", "XYZZY"})
    void rejectsACurrencyThatIsNotOfficialWithoutAnAccountInIt(String currency) {
      absent().when(create("a", Money.of("1", currency))).thenRejected("currency-not-official");
    }

    @Test
    void takesTheCurrencyOfItsAccountWhateverItIs() {
      absent()
          .when(createFor("BTC", Money.of("0.12345678", "BTC")))
          .then(
              new ScenarioEvent.Created(
                  ID, "Baseline", Money.of("0.12345678", "BTC"), Optional.of(ACCOUNT), AT));
      absent().when(createFor("BTC", Money.of("1", "USD"))).thenRejected("currency-mismatch");
    }

    @Test
    void rejectsAnIdThatIsTaken() {
      live().when(create("Other", Money.of("1", "USD"))).thenRejected("conflict");
      gone().when(create("Other", Money.of("1", "USD"))).thenRejected("conflict");
    }
  }

  @Nested
  class Rename {

    private static ScenarioCommand rename(String name) {
      return new ScenarioCommand.Rename(ID, name, LATER);
    }

    @Test
    void changesTheName() {
      live().when(rename("Other")).then(new ScenarioEvent.Renamed(ID, "Other", LATER));
    }

    @Test
    void appendsNothingWhenItIsCalledThatAlready() {
      live().when(rename(" Baseline ")).thenNothing();
      live(new ScenarioEvent.Renamed(ID, "Other", AT)).when(rename("Other")).thenNothing();
    }

    @Test
    void rejectsABadName() {
      live().when(rename(" ")).thenRejected("invalid-text");
      live().when(rename("x".repeat(121))).thenRejected("invalid-text");
    }

    @Test
    void needsALiveScenario() {
      absent().when(rename("Other")).thenRejected("not-found");
      gone().when(rename("Other")).thenRejected("scenario-deleted");
    }
  }

  @Nested
  class Rebase {

    private static final Money TWO_HUNDRED = Money.of("200", "USD");

    private static ScenarioCommand rebase(Money balance, ScenarioCommand.Account... account) {
      return new ScenarioCommand.Rebase(
          ID, balance, java.util.Arrays.stream(account).findFirst(), LATER);
    }

    private static ScenarioCommand.Account in(String currency) {
      return new ScenarioCommand.Account(ACCOUNT, new florin.events.CurrencyCode(currency));
    }

    @Test
    void plansFromAnotherBalanceOrAccount() {
      live()
          .when(rebase(TWO_HUNDRED, in("USD")))
          .then(new ScenarioEvent.Rebased(ID, TWO_HUNDRED, Optional.of(ACCOUNT), LATER));
      live(new ScenarioEvent.Rebased(ID, TWO_HUNDRED, Optional.of(ACCOUNT), AT))
          .when(rebase(TWO_HUNDRED))
          .then(new ScenarioEvent.Rebased(ID, TWO_HUNDRED, Optional.empty(), LATER));
    }

    @Test
    void appendsNothingWhenItIsAlreadySo() {
      live().when(rebase(Money.of("100.00", "USD"))).thenNothing();
    }

    @Test
    void keepsTheCurrencyThatItsBillsAreIn() {
      live().when(rebase(Money.of("100", "EUR"))).thenRejected("currency-mismatch");
      live().when(rebase(TWO_HUNDRED, in("EUR"))).thenRejected("currency-mismatch");
      live().when(rebase(Money.of("0.001", "USD"))).thenRejected("too-many-decimals");
    }

    @Test
    void needsALiveScenario() {
      absent().when(rebase(TWO_HUNDRED)).thenRejected("not-found");
      gone().when(rebase(TWO_HUNDRED)).thenRejected("scenario-deleted");
    }
  }

  @Nested
  class DeleteAndRestore {

    private static final ScenarioCommand DELETE = new ScenarioCommand.Delete(ID, LATER);
    private static final ScenarioCommand RESTORE = new ScenarioCommand.Restore(ID, LATER);

    @Test
    void areEachOthersInverse() {
      live().when(DELETE).then(new ScenarioEvent.Deleted(ID, LATER));
      gone().when(RESTORE).then(new ScenarioEvent.Restored(ID, LATER));
    }

    @Test
    void appendNothingWhenItIsAlreadySo() {
      gone().when(DELETE).thenNothing();
      live().when(RESTORE).thenNothing();
    }

    @Test
    void needAScenario() {
      absent().when(DELETE).thenRejected("not-found");
      absent().when(RESTORE).thenRejected("not-found");
    }

    @Test
    void bringTheBillsBack() {
      Bill rent = bill("Rent", Money.of("900", "USD"));
      Scenario before = live(planned(rent)).state();
      assertThat(gone(planned(rent)).given(new ScenarioEvent.Restored(ID, AT)).state())
          .isEqualTo(before);
    }
  }

  @Test
  void historyOutOfPlaceChangesNothing() {
    Bill rent = bill("Rent", Money.of("900", "USD"));
    Scenario gone = gone().state();
    for (ScenarioEvent event :
        List.of(
            new ScenarioEvent.Renamed(ID, "Other", AT),
            new ScenarioEvent.Deleted(ID, AT),
            planned(rent),
            new ScenarioEvent.BillRevised(ID, rent, AT),
            new ScenarioEvent.BillRemoved(ID, rent.id(), AT))) {
      assertThat(Scenario.evolve(gone, event)).isEqualTo(gone);
      assertThat(Scenario.evolve(new Scenario.Absent(), event)).isEqualTo(new Scenario.Absent());
    }
    Scenario live = live().state();
    assertThat(Scenario.evolve(live, new ScenarioEvent.Restored(ID, AT))).isEqualTo(live);
  }

  @Test
  void everyFrequencyIsSpelledAsTheContractSpellsIt() {
    assertThat(Frequency.all())
        .isEqualTo("once, weekly, biweekly, semi-monthly, monthly, quarterly, yearly");
    assertThat(Frequency.named("semi-monthly")).contains(Frequency.SEMI_MONTHLY);
    assertThat(Frequency.named("SEMI_MONTHLY")).isEmpty();
    assertThat(Frequency.named("fortnightly")).isEmpty();
  }
}
