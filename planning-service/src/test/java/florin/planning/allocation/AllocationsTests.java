package florin.planning.allocation;

import static florin.planning.allocation.AllocatedBalanceTests.fixed;
import static florin.planning.allocation.AllocatedBalanceTests.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import florin.events.CurrencyCode;
import florin.journal.stream.Rejection;
import florin.journal.test.DeciderFixture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationsTests {

  private static final UUID SCENARIO = UUID.randomUUID();
  private static final CurrencyCode USD = new CurrencyCode("USD");
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private static DeciderFixture<AllocationsCommand, AllocationsEvent, Allocations> none() {
    return DeciderFixture.of(AllocationsCodec.ALLOCATIONS);
  }

  private static DeciderFixture<AllocationsCommand, AllocationsEvent, Allocations> of(
      Allocation... list) {
    return none().given(event(list));
  }

  private static AllocationsEvent event(Allocation... list) {
    return new AllocationsEvent.Set(SCENARIO, USD, List.of(list), AT);
  }

  private static AllocationsCommand set(Allocation... list) {
    return new AllocationsCommand.Set(SCENARIO, USD, List.of(list), AT);
  }

  private static AllocationsCommand add(Allocation allocation) {
    return new AllocationsCommand.Add(SCENARIO, USD, allocation, AT);
  }

  private static AllocationsCommand revise(Allocation allocation) {
    return new AllocationsCommand.Revise(SCENARIO, USD, allocation, AT);
  }

  private static AllocationsCommand remove(UUID id) {
    return new AllocationsCommand.Remove(SCENARIO, USD, id, AT);
  }

  private static Allocation as(UUID id, Allocation allocation) {
    return new Allocation(
        id, allocation.name(), allocation.share(), allocation.goal(), allocation.bill());
  }

  private static String pointer(AllocationsCommand command, Allocations state) {
    return catchThrowableOfType(Rejection.class, () -> Allocations.decide(command, state))
        .pointer()
        .orElseThrow();
  }

  @Test
  void aListIsSetAsAWhole() {
    Allocation rent = fixed("900", "USD");
    Allocation savings = percent("12.5");
    none().when(set(rent, savings)).then(event(rent, savings));
    of(rent, savings).when(set(savings)).then(event(savings));
    of(rent, savings).when(set(rent, savings)).thenNothing();
    none().when(set()).thenNothing();
  }

  @Test
  void oneIsAddedRevisedAndTakenOut() {
    Allocation rent = fixed("900", "USD");
    Allocation savings = percent("12.5");
    of(rent).when(add(savings)).then(event(rent, savings));
    Allocation more = as(savings.id(), percent("20"));
    of(rent, savings).when(revise(more)).then(event(rent, more));
    of(rent, savings).when(revise(savings)).thenNothing();
    of(rent, savings).when(remove(rent.id())).then(event(savings));
    of(rent).when(remove(savings.id())).thenRejected("not-found");
    of(rent).when(revise(savings)).thenRejected("not-found");
  }

  @Test
  void percentsAreAtMostAHundredInTotal() {
    Allocation half = percent("50");
    of(half).when(add(LAST)).then(event(half, LAST));
    of(half).when(add(percent("50.0001"))).thenRejected("percent-total-exceeded");
    of(half, percent("49"))
        .when(revise(as(half.id(), percent("51.0001"))))
        .thenRejected("percent-total-exceeded");
    none().when(set(percent("99.9999"), percent("0.0002"))).thenRejected("percent-total-exceeded");
    assertThat(pointer(set(percent("60"), percent("60")), none().state()))
        .isEqualTo("/allocations");
    assertThat(pointer(add(percent("60")), of(percent("60")).state())).isEqualTo("/percent");
  }

  private static final Allocation LAST = percent("50");

  @ParameterizedTest
  @ValueSource(strings = {"-0.0001", "100.0001", "0.00001", "1000"})
  void aPercentIsOneOfAHundred(String percent) {
    none().when(add(percent(percent))).thenRejected("percent-out-of-range");
    assertThat(pointer(set(percent("1"), percent(percent)), none().state()))
        .isEqualTo("/allocations/1/percent");
  }

  @Test
  void amountsAreInTheCurrencyOfTheScenario() {
    none().when(set(fixed("1", "EUR"))).thenRejected("currency-mismatch");
    none().when(set(fixed("-0.01", "USD"))).thenRejected("amount-out-of-range");
    none().when(set(fixed("0.001", "USD"))).thenRejected("too-many-decimals");
    assertThat(pointer(set(percent("1"), fixed("1", "EUR")), none().state()))
        .isEqualTo("/allocations/1/amount/currency");
  }

  @Test
  void aListHasAnEnd() {
    Allocation[] full =
        Stream.generate(() -> percent("1")).limit(Allocations.MOST).toArray(Allocation[]::new);
    none().when(set(full)).then(event(full));
    of(full).when(add(fixed("1", "USD"))).thenRejected("too-many-allocations");
    none().when(set(LAST, LAST)).thenRejected("duplicate-allocation");
  }

  @Test
  void oneIsForAGoalOrForABillAndNotForBoth() {
    UUID id = UUID.randomUUID();
    Allocation both = new Allocation(id, "Part", LAST.share(), Optional.of(id), Optional.of(id));
    none().when(add(both)).thenRejected("allocation-target-ambiguous");
    Allocation goal = new Allocation(id, "Part", LAST.share(), Optional.of(id), Optional.empty());
    none().when(add(goal)).then(event(goal));
  }
}
