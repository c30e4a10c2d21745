package florin.accounts.user;

import static org.assertj.core.api.Assertions.assertThat;

import florin.accounts.RunningAccounts;
import org.junit.jupiter.api.Test;

/** Days are counted in the database. */
class TimeZonesIT extends RunningAccounts {

  @Test
  void areAllKnownToTheDatabase() {
    assertThat(
            platform.query("select name from pg_timezone_names").stream()
                .map(row -> (String) row.get("name"))
                .toList())
        .containsAll(UserSettings.ZONES)
        .hasSizeGreaterThan(400);
  }
}
