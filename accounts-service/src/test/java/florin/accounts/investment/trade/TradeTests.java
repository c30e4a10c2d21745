package florin.accounts.investment.trade;

import static florin.accounts.investment.trade.TradeCodec.TRADES;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Money;
import florin.events.Quantity;
import florin.journal.test.DeciderFixture;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TradeTests {

  private static final UUID USER = UUID.fromString("01890000-0000-7000-8000-00000000000a");
  private static final UUID ACCOUNT = UUID.fromString("01890000-0000-7000-8000-00000000000b");
  private static final UUID ID = TradeCodec.stream(USER, ACCOUNT, "t1").id();
  private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");

  private static TradeDetails details(String amount, String fees, String subtype) {
    return new TradeDetails(
        USER,
        "t1",
        ACCOUNT,
        Optional.of(USER),
        LocalDate.of(2026, 2, 1),
        "Buy",
        Quantity.of("0.000000000000000001"),
        Optional.of(Quantity.of("1.5")),
        Money.of(amount, "USD"),
        Optional.ofNullable(fees).map(fee -> Money.of(fee, "USD")),
        "buy",
        Optional.of(subtype),
        "buy",
        Optional.of(subtype));
  }

  private static TradeCommand observe(TradeDetails details) {
    return new TradeCommand.Observe(ID, details, AT);
  }

  private final TradeDetails bought = details("-10", "0.5", "buy");
  private final TradeEvent recorded = new TradeEvent.Recorded(ID, bought, AT);
  private final TradeEvent removed = new TradeEvent.Removed(ID, AT);

  @Test
  void isRecordedRevisedAndRemoved() {
    DeciderFixture.of(TRADES).when(observe(bought)).then(recorded);
    DeciderFixture.of(TRADES).given(recorded).when(observe(bought)).thenNothing();
    DeciderFixture.of(TRADES)
        .given(recorded)
        .when(observe(details("-11", "0.5", "buy")))
        .then(new TradeEvent.Revised(ID, details("-11", "0.5", "buy"), AT));
    DeciderFixture.of(TRADES).given(recorded).when(new TradeCommand.Remove(ID, AT)).then(removed);
  }

  @Test
  void comesBackAfterItWasRemoved() {
    DeciderFixture.of(TRADES).given(recorded, removed).when(observe(bought)).then(recorded);
    DeciderFixture.of(TRADES)
        .given(recorded, removed)
        .when(new TradeCommand.Remove(ID, AT))
        .thenNothing();
    DeciderFixture.of(TRADES).when(new TradeCommand.Remove(ID, AT)).thenNothing();
  }

  @Test
  void hasNoFeesBelowNothing() {
    DeciderFixture.of(TRADES)
        .when(observe(details("-10", "-0.01", "buy")))
        .thenRejected("invalid-request");
    DeciderFixture.of(TRADES)
        .when(observe(details("-10", "0", "buy")))
        .then(new TradeEvent.Recorded(ID, details("-10", "0", "buy"), AT));
  }

  @Test
  void keepsAWordThatWeDoNotKnowBesideOther() {
    TradeDetails odd = details("-10", null, "teleport");
    assertThat(odd.subtype()).contains("other");
    assertThat(odd.providerSubtype()).contains("teleport");
  }
}
