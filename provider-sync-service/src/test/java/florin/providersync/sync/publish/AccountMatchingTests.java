package florin.providersync.sync.publish;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.CurrencyCode;
import florin.providersync.provider.data.BankAccount;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountMatchingTests {

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

  private static AccountMatching.KnownAccount gone(UUID id, String name, String mask) {
    return known(id, name, mask, null, true);
  }

  private static AccountMatching.KnownAccount known(
      UUID id, String name, String mask, String persistentId, boolean gone) {
    return new AccountMatching.KnownAccount(
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
      AccountMatching.KnownAccount old = gone(CHECKING, "Everyday", "0001");
      AccountMatching accountMatching =
          AccountMatching.of(
              List.of(account("n", "Everyday", "0001")),
              List.of(old, gone(SAVINGS, "Rainy day", "0002")));
      assertThat(accountMatching.adopted()).containsOnlyKeys("n").containsEntry("n", old);
      assertThat(accountMatching.candidates()).isEmpty();
    }

    @Test
    void byPersistentIdWhateverTheNameIs() {
      AccountMatching.KnownAccount old = known(CHECKING, "Everyday", "0001", "p", true);
      AccountMatching accountMatching =
          AccountMatching.of(List.of(account("n", "Renamed", "9999", "p")), List.of(old));
      assertThat(accountMatching.adopted()).containsEntry("n", old);
    }

    @Test
    void everyAccountOfALoginThatIsLinkedAgain() {
      AccountMatching accountMatching =
          AccountMatching.of(
              List.of(account("a", "Everyday", "0001"), account("b", "Rainy day", "0002")),
              List.of(gone(CHECKING, "Everyday", "0001"), gone(SAVINGS, "Rainy day", "0002")));
      assertThat(accountMatching.adopted()).hasSize(2);
    }
  }

  @Nested
  class LeavesToTheUser {

    @Test
    void anAccountThatTheBankStillListsElsewhere() {
      AccountMatching accountMatching =
          AccountMatching.of(
              List.of(account("n", "Everyday", "0001")),
              List.of(known(CHECKING, "Everyday", "0001", null, false)));
      assertThat(accountMatching.adopted()).isEmpty();
      assertThat(accountMatching.candidates()).containsEntry("n", List.of(CHECKING));
    }

    @Test
    void twoOldOnesThatLookTheSame() {
      AccountMatching accountMatching =
          AccountMatching.of(
              List.of(account("n", "Everyday", "0001")),
              List.of(gone(CHECKING, "Everyday", "0001"), gone(SAVINGS, "Everyday", "0001")));
      assertThat(accountMatching.adopted()).isEmpty();
      assertThat(accountMatching.candidates().get("n"))
          .containsExactlyInAnyOrder(CHECKING, SAVINGS);
    }

    @Test
    void twoNewOnesThatLookTheSame() {
      AccountMatching accountMatching =
          AccountMatching.of(
              List.of(account("a", "Everyday", "0001"), account("b", "Everyday", "0001")),
              List.of(gone(CHECKING, "Everyday", "0001")));
      assertThat(accountMatching.adopted()).isEmpty();
      assertThat(accountMatching.candidates()).containsOnlyKeys("a", "b");
    }

    @ParameterizedTest
    @CsvSource({"Renamed,0001", "Everyday,9999"})
    void oneWhoseNameOrNumberChanged(String name, String mask) {
      AccountMatching accountMatching =
          AccountMatching.of(
              List.of(account("n", name, mask)), List.of(gone(CHECKING, "Everyday", "0001")));
      assertThat(accountMatching.adopted()).isEmpty();
      assertThat(accountMatching.candidates()).containsEntry("n", List.of(CHECKING));
    }
  }

  @Nested
  class Keeps {

    @Test
    void apartWhatTwoPersistentIdsTellApart() {
      AccountMatching accountMatching =
          AccountMatching.of(
              List.of(account("n", "Everyday", "0001", "p")),
              List.of(known(CHECKING, "Everyday", "0001", "q", true)));
      assertThat(accountMatching).isEqualTo(AccountMatching.NONE);
    }

    @Test
    void apartAccountsWithoutANumber() {
      AccountMatching accountMatching =
          AccountMatching.of(
              List.of(account("n", "Closed account", null)),
              List.of(gone(CHECKING, "Closed account", null)));
      assertThat(accountMatching).isEqualTo(AccountMatching.NONE);
    }

    @Test
    void apartStrangersWhoShareAMask() {
      AccountMatching accountMatching =
          AccountMatching.of(
              List.of(account("n", "Rainy day", "0001")),
              List.of(known(CHECKING, "Everyday", "0001", null, false)));
      assertThat(accountMatching).isEqualTo(AccountMatching.NONE);
    }
  }
}
