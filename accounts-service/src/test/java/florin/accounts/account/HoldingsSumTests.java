package florin.accounts.account;

import static org.assertj.core.api.Assertions.assertThat;

import florin.accounts.account.value.AccountType;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.accounts.account.value.BalanceObservation.Source;
import florin.accounts.account.value.ProviderAccount;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.test.DeciderFixture;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sum of the holdings as the balance of an account of which the bank states none. */
class HoldingsSumTests {

  private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
  private static final UUID CONNECTION = UUID.fromString("01890000-0000-7000-8000-0000000000c1");
  private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant EVENING = Instant.parse("2026-03-01T20:00:00Z");
  private static final Instant NEXT_DAY = Instant.parse("2026-03-02T08:00:00Z");
  private static final CurrencyCode USD = new CurrencyCode("USD");

  private final DeciderFixture<AccountCommand, AccountEvent, Account> unopened =
      DeciderFixture.of(AccountCodec.ACCOUNTS);
  private final DeciderFixture<AccountCommand, AccountEvent, Account> brokerage =
      unopened.given(opened(AccountType.INVESTMENT));

  private static ProviderAccount provider(AccountType type) {
    return new ProviderAccount(
        CONNECTION,
        "ext-1",
        "Brokerage",
        Optional.empty(),
        Optional.empty(),
        type,
        type.wireName(),
        Optional.empty());
  }

  private static AccountEvent opened(AccountType type) {
    return new AccountEvent.Opened(
        ID,
        Optional.empty(),
        Optional.of(provider(type)),
        "Brokerage",
        type,
        Optional.empty(),
        USD,
        MORNING);
  }

  private static AccountCommand sum(String amount, Instant at) {
    return new AccountCommand.SumHoldings(ID, Map.of(USD, new BigDecimal(amount)), at);
  }

  private static AccountEvent stated(Balance balance, Source source, Instant at) {
    return new AccountEvent.BalanceObserved(ID, new BalanceObservation(balance, source, at), at);
  }

  private static AccountEvent summed(String amount, Instant at) {
    return stated(Balance.of(Money.of(amount, "USD")), Source.HOLDINGS, at);
  }

  private static AccountCommand observe(@Nullable String current, @Nullable String available) {
    return new AccountCommand.Observe(
        ID,
        provider(AccountType.INVESTMENT),
        Optional.empty(),
        Balance.of(USD, decimal(current), decimal(available), null),
        true,
        List.of(),
        EVENING);
  }

  private static @Nullable BigDecimal decimal(@Nullable String amount) {
    return amount == null ? null : new BigDecimal(amount);
  }

  private static Account.Existing state(
      DeciderFixture<AccountCommand, AccountEvent, Account> account) {
    return (Account.Existing) account.state();
  }

  @Test
  void isStatedWhenItChangesAndOnceADay() {
    brokerage.when(sum("100", MORNING)).then(summed("100", MORNING));
    var known = brokerage.given(summed("100", MORNING));
    known.when(sum("100", EVENING)).thenNothing();
    known.when(sum("101", EVENING)).then(summed("101", EVENING));
    known.when(sum("100", NEXT_DAY)).then(summed("100", NEXT_DAY));
  }

  @Test
  void isOfNoAccountThatIsNotOpenedYet() {
    unopened.when(sum("100", MORNING)).thenNothing();
  }

  @ParameterizedTest
  @CsvSource({"depository", "credit", "loan", "other"})
  void isOfNoOtherTypeOfAccount(String type) {
    unopened
        .given(opened(AccountType.of(type).orElseThrow()))
        .when(sum("100", MORNING))
        .thenNothing();
  }

  @Test
  void isUnknownWithoutHoldingsAndWithHoldingsInOtherCurrencies() {
    BigDecimal one = BigDecimal.ONE;
    brokerage.when(new AccountCommand.SumHoldings(ID, Map.of(), MORNING)).thenNothing();
    brokerage
        .when(
            new AccountCommand.SumHoldings(
                ID, Map.of(USD, one, new CurrencyCode("EUR"), one), MORNING))
        .thenNothing();
    brokerage
        .when(new AccountCommand.SumHoldings(ID, Map.of(new CurrencyCode("EUR"), one), MORNING))
        .thenNothing();
  }

  @Test
  void isRoundedToTheDecimalsOfAnAmountAndLeftOutBeyondItsDigits() {
    brokerage.when(sum("0.123456789012345678", MORNING)).then(summed("0.1234567890", MORNING));
    brokerage.when(sum("1000000000000000000", MORNING)).thenNothing();
  }

  @Test
  void theBalanceOfTheBankGoesBeforeIt() {
    Balance bank = Balance.of(USD, new BigDecimal("90"), null, null);
    brokerage
        .given(stated(bank, Source.PROVIDER, MORNING))
        .when(sum("100", NEXT_DAY))
        .thenNothing();
    brokerage
        .given(summed("100", MORNING))
        .when(observe("90", null))
        .then(stated(bank, Source.PROVIDER, EVENING));
  }

  @Test
  void aBalanceWithoutACurrentAmountDoesNotReplaceIt() {
    brokerage.given(summed("100", MORNING)).when(observe(null, "20")).thenNothing();
    Balance available = Balance.of(USD, null, new BigDecimal("20"), null);
    brokerage
        .given(stated(available, Source.PROVIDER, MORNING))
        .when(sum("100", EVENING))
        .then(summed("100", EVENING));
  }

  @Test
  void isKeptWhenABalanceThatWasEnteredByHandIsWithdrawn() {
    AccountEvent entered = stated(Balance.of(Money.of("50", "USD")), Source.MANUAL, MORNING);
    var known =
        brokerage.given(
            entered,
            summed("100", EVENING),
            new AccountEvent.BalanceWithdrawn(ID, MORNING, NEXT_DAY));
    assertThat(state(known).balance().map(BalanceObservation::fromHoldings)).contains(true);
    assertThat(state(known).entered()).isEmpty();
  }
}
