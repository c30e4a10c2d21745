package florin.planning.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanningSettingsTests {

  /** The hour that is left out or comes twice belongs to its own day. */
  @ParameterizedTest
  @CsvSource({
    "UTC,                 2026-03-28T23:59:59Z, 2026-03-28",
    "Europe/Berlin,       2026-03-28T23:30:00Z, 2026-03-29",
    "Europe/Berlin,       2026-03-29T21:59:59Z, 2026-03-29",
    "Europe/Berlin,       2026-03-29T22:00:00Z, 2026-03-30",
    "Europe/Berlin,       2026-10-25T22:59:59Z, 2026-10-25",
    "Europe/Berlin,       2026-10-25T23:00:00Z, 2026-10-26",
    "America/Los_Angeles, 2026-11-01T06:59:59Z, 2026-10-31",
    "America/Los_Angeles, 2026-11-02T07:59:59Z, 2026-11-01",
    "Pacific/Kiritimati,  2026-12-31T10:00:00Z, 2027-01-01",
    "Pacific/Pago_Pago,   2027-01-01T10:59:59Z, 2026-12-31",
    "No/Such_Zone,        2027-01-01T00:00:00Z, 2027-01-01"
  })
  void todayIsTheDayOfTheUsersClock(String zone, String at, String today) {
    PlanningSettings planningSettings =
        new PlanningSettings(PlanningSettings.zone(zone), Optional.empty(), false);
    assertThat(planningSettings.today(Instant.parse(at))).isEqualTo(today);
  }

  @Test
  void whoHasChosenNothingLivesInUtc() {
    assertThat(PlanningSettings.DEFAULTS.zone().getId()).isEqualTo("UTC");
    assertThat(PlanningSettings.DEFAULTS.buffer()).isEmpty();
  }
}
