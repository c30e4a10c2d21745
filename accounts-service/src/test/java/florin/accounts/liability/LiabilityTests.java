package florin.accounts.liability;

import static florin.accounts.liability.LiabilityCodec.LIABILITIES;

import florin.accounts.liability.DebtTerms.Payment;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.Quantity;
import florin.journal.test.DeciderFixture;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiabilityTests {

  private static final UUID ACCOUNT = UUID.fromString("01890000-0000-7000-8000-00000000000b");
  private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");

  private static DebtTerms terms(String minimum) {
    return new DebtTerms(
        "credit",
        new CurrencyCode("USD"),
        List.of(
            new DebtTerms.Apr("purchase_apr", Quantity.of("15.24"), usd("410"), Optional.empty())),
        Optional.of(Quantity.of("3.875")),
        Optional.of("fixed"),
        Optional.of(false),
        usd(minimum),
        Optional.of(LocalDate.of(2026, 3, 20)),
        new Payment(usd("168.25"), Optional.of(LocalDate.of(2026, 2, 10))),
        new Payment(usd("-410.5"), Optional.empty()),
        usd("0"),
        new Payment(Optional.empty(), Optional.of(LocalDate.of(2020, 1, 1))),
        Optional.of(LocalDate.of(2050, 1, 1)),
        Optional.of("Loan"),
        Optional.of("repayment"),
        Optional.of("standard"),
        usd("1"),
        usd("2"),
        usd("3"),
        usd("4"));
  }

  private static Optional<Money> usd(String amount) {
    return Optional.of(Money.of(amount, "USD"));
  }

  private final LiabilityCommand observe = new LiabilityCommand.Observe(ACCOUNT, terms("25"), AT);
  private final LiabilityEvent observed = new LiabilityEvent.Observed(ACCOUNT, terms("25"), AT);
  private final LiabilityCommand end = new LiabilityCommand.End(ACCOUNT, AT);
  private final LiabilityEvent ended = new LiabilityEvent.Ended(ACCOUNT, AT);

  @Test
  void isObservedOnceUntilItChanges() {
    DeciderFixture.of(LIABILITIES).when(observe).then(observed);
    DeciderFixture.of(LIABILITIES).given(observed).when(observe).thenNothing();
    DeciderFixture.of(LIABILITIES)
        .given(observed)
        .when(new LiabilityCommand.Observe(ACCOUNT, terms("30"), AT))
        .then(new LiabilityEvent.Observed(ACCOUNT, terms("30"), AT));
  }

  @Test
  void endsAndComesBack() {
    DeciderFixture.of(LIABILITIES).when(end).thenNothing();
    DeciderFixture.of(LIABILITIES).given(observed).when(end).then(ended);
    DeciderFixture.of(LIABILITIES).given(observed, ended).when(observe).then(observed);
  }
}
