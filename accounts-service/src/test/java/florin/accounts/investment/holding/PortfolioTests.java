package florin.accounts.investment.holding;

import static florin.accounts.investment.holding.PortfolioCodec.PORTFOLIOS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.CurrencyCode;
import florin.events.Quantity;
import florin.journal.test.DeciderFixture;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortfolioTests {

  private static final UUID ACCOUNT = UUID.fromString("01890000-0000-7000-8000-00000000000a");
  private static final UUID ONE = UUID.fromString("01890000-0000-7000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("01890000-0000-7000-8000-000000000002");
  private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");

  private static Position position(UUID security, String quantity, String cost) {
    return new Position(
        security,
        Quantity.of(quantity),
        Quantity.of("1.5"),
        Optional.of(LocalDate.of(2026, 2, 28)),
        Quantity.of(quantity),
        Optional.ofNullable(cost).map(Quantity::of),
        new CurrencyCode("USD"));
  }

  private static PortfolioCommand take(Position... positions) {
    return new PortfolioCommand.TakeSnapshot(ACCOUNT, List.of(positions), AT);
  }

  private static PortfolioEvent taken(List<Position> held, UUID... gone) {
    return new PortfolioEvent.SnapshotTaken(ACCOUNT, held, List.of(gone), AT);
  }

  private final Position one = position(ONE, "0.000000000000000001", "3");
  private final Position other = position(OTHER, "12345678901234567890.5", null);

  @Test
  void saysWhatIsNewChangedAndGone() {
    DeciderFixture.of(PORTFOLIOS).when(take(other, one)).then(taken(List.of(one, other)));
    DeciderFixture.of(PORTFOLIOS)
        .given(taken(List.of(one, other)))
        .when(take(position(OTHER, "2", null)))
        .then(taken(List.of(position(OTHER, "2", null)), ONE));
    DeciderFixture.of(PORTFOLIOS)
        .given(taken(List.of(one)))
        .when(take())
        .then(taken(List.of(), ONE));
  }

  @Test
  void saysNothingOfTheSameAgain() {
    DeciderFixture.of(PORTFOLIOS)
        .given(taken(List.of(one, other)))
        .when(take(one, other))
        .thenNothing();
    DeciderFixture.of(PORTFOLIOS).when(take()).thenNothing();
  }

  @Test
  void addsLotsOfOneSecurityUp() {
    DeciderFixture.of(PORTFOLIOS)
        .when(take(position(ONE, "1", "3"), position(ONE, "2", "4")))
        .then(taken(List.of(position(ONE, "3", "7"))));
    DeciderFixture.of(PORTFOLIOS)
        .when(take(position(ONE, "1", "3"), position(ONE, "2", null)))
        .then(taken(List.of(position(ONE, "3", null))));
  }

  @Test
  void cutsWhatIsTooLongForAnEvent() {
    List<Position> many =
        IntStream.range(0, 2_500)
            .mapToObj(n -> position(new UUID(0x0189_0000_0000_7000L, n), "1", null))
            .toList();
    List<PortfolioEvent> events =
        Portfolio.decide(new PortfolioCommand.TakeSnapshot(ACCOUNT, many, AT), Portfolio.EMPTY);

    assertThat(events).hasSize(3);
    Portfolio state = Portfolio.EMPTY;
    for (PortfolioEvent event : events) {
      state = Portfolio.evolve(state, event);
    }
    assertThat(state.positions().values()).containsExactlyInAnyOrderElementsOf(many);
  }
}
