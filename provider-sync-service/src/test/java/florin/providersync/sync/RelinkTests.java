package florin.providersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.CurrencyCode;
import florin.providersync.provider.BankAccount;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelinkTests {

  private static final UUID CHECKING = UUID.randomUUID();
  private static final UUID SAVINGS = UUID.randomUUID();

  private static BankAccount account(String externalId, String name, String mask) {
    return account(externalId, name, mask, null);
  }

  private static BankAccount account(
      String externalId, String name, String mask, String persistentId) {
    return new BankAccount(
        externalId,
        Optional.ofNullable(persistentId),
        name,
        Optional.empty(),
        Optional.ofNullable(mask),
        "depository",
        "depository",
        Optional.of("checking"),
        new CurrencyCode("USD"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Relink.Known gone(UUID id, String name, String mask) {
    return known(id, name, mask, null, true);
  }

  private static Relink.Known known(
      UUID id, String name, String mask, String persistentId, boolean gone) {
    return new Relink.Known(
        UUID.randomUUID(),
        "old-" + id,
        id,
        Optional.ofNullable(persistentId),
        name,
        Optional.ofNullable(mask),
        Optional.of("checking"),
        gone);
  }

  @Nested
  class Adopts {

    @Test
    void theOneThatIsGoneAndLooksTheSame() {
      Relink.Known old = gone(CHECKING, "Everyday", "0001");
      Relink relink =
          Relink.of(
              List.of(account("n", "Everyday", "0001")),
              List.of(old, gone(SAVINGS, "Rainy day", "0002")));
      assertThat(relink.adopted()).containsOnlyKeys("n").containsEntry("n", old);
      assertThat(relink.candidates()).isEmpty();
    }

    @Test
    void byPersistentIdWhateverTheNameIs() {
      Relink.Known old = known(CHECKING, "Everyday", "0001", "p", true);
      Relink relink = Relink.of(List.of(account("n", "Renamed", "9999", "p")), List.of(old));
      assertThat(relink.adopted()).containsEntry("n", old);
    }

    @Test
    void everyAccountOfALoginThatIsLinkedAgain() {
      Relink relink =
          Relink.of(
              List.of(account("a", "Everyday", "0001"), account("b", "Rainy day", "0002")),
              List.of(gone(CHECKING, "Everyday", "0001"), gone(SAVINGS, "Rainy day", "0002")));
      assertThat(relink.adopted()).hasSize(2);
    }
  }

  @Nested
  class LeavesToTheUser {

    @Test
    void anAccountThatTheBankStillListsElsewhere() {
      Relink relink =
          Relink.of(
              List.of(account("n", "Everyday", "0001")),
              List.of(known(CHECKING, "Everyday", "0001", null, false)));
      assertThat(relink.adopted()).isEmpty();
      assertThat(relink.candidates()).containsEntry("n", List.of(CHECKING));
    }

    @Test
    void twoOldOnesThatLookTheSame() {
      Relink relink =
          Relink.of(
              List.of(account("n", "Everyday", "0001")),
              List.of(gone(CHECKING, "Everyday", "0001"), gone(SAVINGS, "Everyday", "0001")));
      assertThat(relink.adopted()).isEmpty();
      assertThat(relink.candidates().get("n")).containsExactlyInAnyOrder(CHECKING, SAVINGS);
    }

    @Test
    void twoNewOnesThatLookTheSame() {
      Relink relink =
          Relink.of(
              List.of(account("a", "Everyday", "0001"), account("b", "Everyday", "0001")),
              List.of(gone(CHECKING, "Everyday", "0001")));
      assertThat(relink.adopted()).isEmpty();
      assertThat(relink.candidates()).containsOnlyKeys("a", "b");
    }

    @ParameterizedTest
    @CsvSource({"Renamed,0001", "Everyday,9999"})
    void oneWhoseNameOrNumberChanged(String name, String mask) {
      Relink relink =
          Relink.of(List.of(account("n", name, mask)), List.of(gone(CHECKING, "Everyday", "0001")));
      assertThat(relink.adopted()).isEmpty();
      assertThat(relink.candidates()).containsEntry("n", List.of(CHECKING));
    }
  }

  @Nested
  class Keeps {

    @Test
    void apartWhatTwoPersistentIdsTellApart() {
      Relink relink =
          Relink.of(
              List.of(account("n", "Everyday", "0001", "p")),
              List.of(known(CHECKING, "Everyday", "0001", "q", true)));
      assertThat(relink).isEqualTo(Relink.NONE);
    }

    @Test
    void apartAccountsWithoutANumber() {
      Relink relink =
          Relink.of(
              List.of(account("n", "Closed account", null)),
              List.of(gone(CHECKING, "Closed account", null)));
      assertThat(relink).isEqualTo(Relink.NONE);
    }

    @Test
    void apartStrangersWhoShareAMask() {
      Relink relink =
          Relink.of(
              List.of(account("n", "Rainy day", "0001")),
              List.of(known(CHECKING, "Everyday", "0001", null, false)));
      assertThat(relink).isEqualTo(Relink.NONE);
    }
  }
}
