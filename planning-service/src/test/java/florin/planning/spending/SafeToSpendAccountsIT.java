package florin.planning.spending;

import static org.assertj.core.api.Assertions.assertThat;

import florin.planning.TopicFixture;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The accounts whose money counts. */
class SafeToSpendAccountsIT extends SafeToSpendSteps {

  @Test
  void accountsCountAsTheirUserSaysAndMergedOnesOnce() {
    TopicFixture topicFixture = told();
    UUID kept = topicFixture.account("Current", "depository", "USD");
    topicFixture.balance(kept, "100", null);
    UUID older = topicFixture.account("Current, linked before", "depository", "USD");
    topicFixture.balance(older, "100", null);
    topicFixture.accounts(
        older, new florin.events.accounts.AccountMerged(older, kept, Instant.now()));
    UUID deposit = topicFixture.account("Fixed deposit", "depository", "USD");
    topicFixture.balance(deposit, "5000", null);
    topicFixture.accounts(
        deposit,
        new florin.events.accounts.AccountClassified(deposit, "investment", null, Instant.now()));
    topicFixture.arrived();
    assertThat(usd(get(URI)).get("cash")).isEqualTo(usd("100.00"));

    topicFixture.accounts(older, new florin.events.accounts.AccountUnmerged(older, Instant.now()));
    topicFixture.arrived();
    assertThat(usd(get(URI)).get("cash")).isEqualTo(usd("200.00"));
  }

  @Test
  void savingsAreSpentOnlyIfTheUserChoseSo() {
    TopicFixture topicFixture = told();
    topicFixture.balance(
        topicFixture.account("Checking", "depository", "checking", "USD"), "100", null);
    topicFixture.balance(topicFixture.account("Cash", "depository", null, "USD"), "20", null);
    topicFixture.balance(
        topicFixture.account("Savings", "depository", "savings", "USD"), "5000", null);
    topicFixture.balance(
        topicFixture.account("Money", "depository", "money market", "USD"), "7000", null);
    UUID own = topicFixture.account("Rainy day", "depository", "checking", "USD");
    topicFixture.balance(own, "900", null);
    topicFixture.accounts(
        own,
        new florin.events.accounts.AccountClassified(own, "depository", "savings", Instant.now()));
    topicFixture.arrived();
    assertThat(usd(get(URI)).get("cash")).isEqualTo(usd("120.00"));
    topicFixture.choices("UTC", "USD", null, true);
    topicFixture.arrived();
    assertThat(usd(get(URI)).get("cash")).isEqualTo(usd("13020.00"));
  }

  @Test
  void hiddenAndClosedAccountsAreNotSpentFrom() {
    TopicFixture topicFixture = told();
    UUID hidden = topicFixture.account("Hidden", "depository", "USD");
    topicFixture.balance(hidden, "100", null);
    topicFixture.accounts(hidden, new florin.events.accounts.AccountHidden(hidden, Instant.now()));
    UUID closed = topicFixture.account("Closed", "depository", "USD");
    topicFixture.balance(closed, "100", null);
    topicFixture.accounts(
        closed, new florin.events.accounts.AccountClosed(closed, "user", Instant.now(), null));
    topicFixture.arrived();
    assertThat((List<?>) get(URI).get("items")).isEmpty();
  }

  @Test
  void aBalanceEnteredByHandMovesWithWhatIsBookedAfterIt() {
    TopicFixture topicFixture = told();
    LocalDate today = today();
    UUID wallet = topicFixture.account("Wallet", "depository", "USD");
    Instant observed = today.minusDays(5).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
    topicFixture.entered(wallet, today.minusDays(5), "-8", "In the balance already");
    topicFixture.balance(wallet, "USD", "manual", "100", null, observed);
    topicFixture.entered(wallet, today.minusDays(6), "-7", "In the balance already");
    topicFixture.entered(wallet, today.minusDays(4), "-9", "Since");
    topicFixture.arrived();
    assertThat(usd(get(URI)).get("total")).isEqualTo(usd("91.00"));
  }
}
