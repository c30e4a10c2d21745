package florin.planning.scenario;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.stream.Rejection;
import florin.journal.test.DeciderFixture;
import florin.planning.calendar.Frequency;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Plans as short as a test of decisions wants them. */
final class Plans {
  static final UUID ID = UUID.randomUUID();
  static final UUID ACCOUNT = UUID.randomUUID();
  static final Instant AT = Instant.parse("2026-03-01T12:00:00.123Z");
  static final Instant LATER = AT.plusSeconds(60);

  static DeciderFixture<ScenarioCommand, ScenarioEvent, Scenario> absent() {
    return DeciderFixture.of(ScenarioCodec.SCENARIOS);
  }

  static DeciderFixture<ScenarioCommand, ScenarioEvent, Scenario> live(ScenarioEvent... more) {
    return absent().given(created("Baseline", Money.of("100", "USD"))).given(more);
  }

  static DeciderFixture<ScenarioCommand, ScenarioEvent, Scenario> gone(ScenarioEvent... before) {
    return live(before).given(new ScenarioEvent.Deleted(ID, AT));
  }

  static ScenarioEvent created(String name, Money balance) {
    return new ScenarioEvent.Created(ID, name, balance, Optional.empty(), AT);
  }

  static ScenarioCommand.Create create(String name, Money balance) {
    return new ScenarioCommand.Create(ID, name, balance, Optional.empty(), AT);
  }

  static ScenarioCommand.Create createFor(String accountCurrency, Money balance) {
    return new ScenarioCommand.Create(
        ID,
        "Baseline",
        balance,
        Optional.of(new ScenarioCommand.Account(ACCOUNT, new CurrencyCode(accountCurrency))),
        AT);
  }

  static Bill bill(String name, Money amount) {
    return bill(UUID.randomUUID(), name, amount);
  }

  static Bill bill(UUID id, String name, Money amount) {
    return new Bill(
        id,
        name,
        amount,
        Optional.of(LocalDate.of(2026, 4, 1)),
        Frequency.MONTHLY,
        Optional.of(ACCOUNT),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static ScenarioEvent planned(Bill bill) {
    return new ScenarioEvent.BillPlanned(ID, bill, AT);
  }

  static ScenarioCommand plan(Bill bill) {
    return new ScenarioCommand.PlanBill(ID, bill, LATER);
  }

  static ScenarioCommand revise(Bill bill) {
    return new ScenarioCommand.ReviseBill(ID, bill, LATER);
  }

  static String pointerOf(ScenarioCommand command, Scenario state) {
    Rejection rejection =
        catchThrowableOfType(Rejection.class, () -> Scenario.decide(command, state));
    return rejection.pointer().orElse("none");
  }

  private Plans() {}
}
