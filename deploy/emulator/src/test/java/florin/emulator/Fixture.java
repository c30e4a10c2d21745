package florin.emulator;

import java.time.Duration;
import java.time.LocalDate;

/** The settings tests share: ready at once, retries without waiting. */
final class Fixture {
  static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

  private Fixture() {}

  static EmulatorSettings settings() {
    return EmulatorSettings.of(Client.ID, Client.SECRET)
        .anchoredAt(TODAY)
        .retryingAfter(Duration.ofMillis(10))
        .readyAfter(Duration.ZERO, Duration.ZERO);
  }
}
