package florin.accounts.user;

import static florin.accounts.user.UserCodec.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.test.DeciderFixture;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserTests {

  private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-00000000000a");
  private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");
  private static final UserSettings ZURICH =
      new UserSettings(
          "Europe/Zurich", new CurrencyCode("CHF"), Optional.of(Money.of("250", "CHF")), true);

  private final UserEvent registered =
      new UserEvent.Registered(ID, "UTC", new CurrencyCode("USD"), AT);
  private final UserEvent revised = new UserEvent.Revised(ID, ZURICH, AT);

  @Test
  void registersWithTheFirstChoice() {
    DeciderFixture.of(USERS).when(new UserCommand.Revise(ID, ZURICH, AT)).then(registered, revised);
    DeciderFixture.of(USERS)
        .when(new UserCommand.Revise(ID, UserSettings.DEFAULTS, AT))
        .then(registered);
  }

  @Test
  void appendsNothingWhenTheChoiceIsTheSame() {
    DeciderFixture.of(USERS)
        .given(registered, revised)
        .when(new UserCommand.Revise(ID, ZURICH, AT))
        .thenNothing();
  }

  @Test
  void savingsAreSpentOnlyWhenChosen() {
    UserSettings without =
        new UserSettings(ZURICH.timeZone(), ZURICH.baseCurrency(), ZURICH.buffer(), false);
    assertThat(UserSettings.DEFAULTS.spendFromSavings()).isFalse();
    DeciderFixture.of(USERS)
        .given(registered, revised)
        .when(new UserCommand.Revise(ID, without, AT))
        .then(new UserEvent.Revised(ID, without, AT));
  }

  @Test
  void clearsTheBuffer() {
    UserSettings without =
        new UserSettings("Europe/Zurich", new CurrencyCode("CHF"), Optional.empty(), true);
    DeciderFixture.of(USERS)
        .given(registered, revised)
        .when(new UserCommand.Revise(ID, without, AT))
        .then(new UserEvent.Revised(ID, without, AT));
  }

  @Test
  void hasTheDefaultsBeforeAnyChoice() {
    assertThat(DeciderFixture.of(USERS).state().settings()).isEqualTo(UserSettings.DEFAULTS);
    assertThat(DeciderFixture.of(USERS).given(registered).state().settings())
        .isEqualTo(UserSettings.DEFAULTS);
  }
}
