package florin.accounts.account;

import static org.assertj.core.api.Assertions.assertThat;

import florin.accounts.account.value.AccountClosure;
import florin.accounts.account.value.AccountType;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.accounts.account.value.BalanceObservation.Source;
import florin.accounts.account.value.ClosingParty;
import florin.accounts.account.value.ProviderAccount;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.test.DeciderFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccountTests {

  private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
  private static final UUID BANK = UUID.fromString("01890000-0000-7000-8000-0000000000b1");
  private static final UUID CONNECTION = UUID.fromString("01890000-0000-7000-8000-0000000000c1");
  private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant EVENING = Instant.parse("2026-03-01T20:00:00Z");
  private static final Instant NEXT_DAY = Instant.parse("2026-03-02T00:00:00Z");
  private static final CurrencyCode USD = new CurrencyCode("USD");

  private static final ProviderAccount CHECKING = called("Plaid Checking");
  private static final Balance HUNDRED = balance("100", "90.5");

  private final DeciderFixture<AccountCommand, AccountEvent, Account> unopened =
      DeciderFixture.of(AccountCodec.ACCOUNTS);
  private final DeciderFixture<AccountCommand, AccountEvent, Account> linked =
      unopened.given(adopted(), said(HUNDRED, MORNING));
  private final DeciderFixture<AccountCommand, AccountEvent, Account> manual =
      unopened.given(
          new AccountEvent.Opened(
              ID,
              Optional.empty(),
              Optional.empty(),
              "Cash",
              AccountType.OTHER,
              Optional.empty(),
              USD,
              MORNING));

  private static ProviderAccount called(String name) {
    return new ProviderAccount(
        CONNECTION,
        "ext-1",
        name,
        Optional.of("Plaid Gold Standard 0% Interest Checking"),
        Optional.of("0000"),
        AccountType.DEPOSITORY,
        "depository",
        Optional.of("Checking"));
  }

  private static Balance balance(String current, String available) {
    return new Balance(
        USD,
        Optional.of(Money.of(current, "USD")),
        Optional.of(Money.of(available, "USD")),
        Optional.empty());
  }

  private static AccountEvent.Opened adopted() {
    return new AccountEvent.Opened(
        ID,
        Optional.of(BANK),
        Optional.of(CHECKING),
        "Plaid Checking",
        AccountType.DEPOSITORY,
        Optional.of("checking"),
        USD,
        MORNING);
  }

  private static AccountEvent said(Balance balance, Instant at) {
    return new AccountEvent.BalanceObserved(
        ID, new BalanceObservation(balance, Source.PROVIDER, at), at);
  }

  private static AccountCommand observe(ProviderAccount account, Balance balance, Instant at) {
    return new AccountCommand.Observe(ID, account, Optional.of(BANK), balance, true, List.of(), at);
  }

  private static Account.Existing held(
      DeciderFixture<AccountCommand, AccountEvent, Account> account) {
    return (Account.Existing) account.state();
  }

  @Nested
  class Observe {

    @Test
    void adoptsANewAccountWithItsBalance() {
      unopened.when(observe(CHECKING, HUNDRED, MORNING)).then(adopted(), said(HUNDRED, MORNING));
    }

    @Test
    void adoptsAnAccountWithoutABalance() {
      Balance silent = Balance.of(USD, null, null, null);
      unopened.when(observe(CHECKING, silent, MORNING)).then(adopted());
      unopened.given(adopted()).when(observe(CHECKING, silent, NEXT_DAY)).thenNothing();
    }

    @Test
    void appendsNothingWhenTheBankSaysTheSameAgain() {
      linked.when(observe(CHECKING, HUNDRED, MORNING)).thenNothing();
      linked.when(observe(CHECKING, balance("100.00", "90.5000000000"), EVENING)).thenNothing();
    }

    @Test
    void recordsTheSameBalanceOnANewDay() {
      linked.when(observe(CHECKING, HUNDRED, NEXT_DAY)).then(said(HUNDRED, NEXT_DAY));
    }

    @Test
    void takesNoEarlierDayForANewOne() {
      linked.given(said(HUNDRED, NEXT_DAY)).when(observe(CHECKING, HUNDRED, EVENING)).thenNothing();
    }

    @Test
    void recordsEveryPartOfABalanceThatChanges() {
      for (Balance changed :
          new Balance[] {
            balance("99.99", "90.5"),
            balance("100", "90.51"),
            new Balance(USD, HUNDRED.current(), Optional.empty(), Optional.empty()),
            new Balance(
                USD, HUNDRED.current(), HUNDRED.available(), Optional.of(Money.of("5", "USD"))),
            Balance.of(Money.of("100", "EUR")),
          }) {
        linked.when(observe(CHECKING, changed, EVENING)).then(said(changed, EVENING));
      }
    }

    @Test
    void revisesWhatTheBankCallsIt() {
      ProviderAccount renamed = called("Everyday Checking");
      AccountEvent revised = new AccountEvent.Revised(ID, renamed, Optional.of(BANK), EVENING);
      linked.when(observe(renamed, HUNDRED, EVENING)).then(revised);
      linked.given(revised).when(observe(renamed, HUNDRED, EVENING)).thenNothing();
      assertThat(held(linked.given(revised)).name()).isEqualTo("Everyday Checking");
    }

    @Test
    void keepsTheInstitutionOfAFactThatNamesNone() {
      linked
          .when(
              new AccountCommand.Observe(
                  ID, CHECKING, Optional.empty(), HUNDRED, true, List.of(), EVENING))
          .thenNothing();
    }

    @Test
    void leavesTheUsersNameAndStatusAlone() {
      ProviderAccount renamed = called("Everyday Checking");
      var edited =
          linked.given(
              new AccountEvent.Renamed(ID, Optional.of("Household"), EVENING),
              new AccountEvent.Hidden(ID, EVENING),
              new AccountEvent.Closed(ID, ClosingParty.USER, EVENING),
              new AccountEvent.Revised(ID, renamed, Optional.of(BANK), NEXT_DAY));
      assertThat(held(edited).name()).isEqualTo("Household");
      assertThat(held(edited).hidden()).isTrue();
      assertThat(held(edited).closed()).isTrue();
      assertThat(
              held(edited.given(new AccountEvent.Renamed(ID, Optional.empty(), NEXT_DAY))).name())
          .isEqualTo("Everyday Checking");
    }
  }

  @Nested
  class Open {

    private final AccountCommand.Open open =
        new AccountCommand.Open(
            ID,
            "Cash",
            AccountType.OTHER,
            Optional.empty(),
            USD,
            Optional.of(Money.of("-20", "USD")),
            MORNING);

    @Test
    void opensWithItsBalance() {
      unopened
          .when(open)
          .then(
              new AccountEvent.Opened(
                  ID,
                  Optional.empty(),
                  Optional.empty(),
                  "Cash",
                  AccountType.OTHER,
                  Optional.empty(),
                  USD,
                  MORNING),
              new AccountEvent.BalanceObserved(
                  ID,
                  new BalanceObservation(
                      Balance.of(Money.of("-20", "USD")), Source.OPENING, MORNING),
                  MORNING));
    }

    @Test
    void opensOnce() {
      manual.when(open).thenNothing();
    }
  }

  @Nested
  class Rename {

    @Test
    void namesOnce() {
      AccountCommand rename = new AccountCommand.Rename(ID, Optional.of("Household"), EVENING);
      AccountEvent renamed = new AccountEvent.Renamed(ID, Optional.of("Household"), EVENING);
      linked.when(rename).then(renamed);
      linked.given(renamed).when(rename).thenNothing();
    }

    @Test
    void holdsOnToTheBanksNameIfTheUserSaysSo() {
      linked
          .when(new AccountCommand.Rename(ID, Optional.of("Plaid Checking"), EVENING))
          .then(new AccountEvent.Renamed(ID, Optional.of("Plaid Checking"), EVENING));
    }

    @Test
    void goesBackToTheBanksName() {
      AccountCommand back = new AccountCommand.Rename(ID, Optional.empty(), EVENING);
      linked.when(back).thenNothing();
      linked
          .given(new AccountEvent.Renamed(ID, Optional.of("Household"), EVENING))
          .when(back)
          .then(new AccountEvent.Renamed(ID, Optional.empty(), EVENING));
    }

    @Test
    void demandsANameWhereNoBankHasOne() {
      manual
          .when(new AccountCommand.Rename(ID, Optional.empty(), EVENING))
          .thenRejected("name-required");
    }

    @Test
    void rejectsAnAccountThatIsNotThere() {
      unopened
          .when(new AccountCommand.Rename(ID, Optional.of("x"), EVENING))
          .thenRejected("not-found");
    }
  }

  @Nested
  class HideAndClose {

    @Test
    void happenOnceAndAreTakenBackOnce() {
      AccountEvent hidden = new AccountEvent.Hidden(ID, EVENING);
      AccountEvent shown = new AccountEvent.Shown(ID, EVENING);
      linked.when(new AccountCommand.Show(ID, EVENING)).thenNothing();
      linked.when(new AccountCommand.Hide(ID, EVENING)).then(hidden);
      linked.given(hidden).when(new AccountCommand.Hide(ID, EVENING)).thenNothing();
      linked.given(hidden).when(new AccountCommand.Show(ID, EVENING)).then(shown);
      linked.given(hidden, shown).when(new AccountCommand.Show(ID, EVENING)).thenNothing();

      AccountEvent closed = new AccountEvent.Closed(ID, ClosingParty.USER, EVENING);
      AccountEvent reopened = new AccountEvent.Reopened(ID, ClosingParty.USER, EVENING);
      linked.when(new AccountCommand.Reopen(ID, EVENING)).thenNothing();
      linked.when(new AccountCommand.Close(ID, EVENING)).then(closed);
      linked.given(closed).when(new AccountCommand.Close(ID, EVENING)).thenNothing();
      linked.given(closed).when(new AccountCommand.Reopen(ID, EVENING)).then(reopened);
      linked.given(closed, reopened).when(new AccountCommand.Reopen(ID, EVENING)).thenNothing();
    }

    @Test
    void keepTheTimeOfTheFirstClosing() {
      var closed = linked.given(new AccountEvent.Closed(ID, ClosingParty.PROVIDER, MORNING));
      AccountEvent again = new AccountEvent.Closed(ID, ClosingParty.USER, EVENING);
      closed.when(new AccountCommand.Close(ID, EVENING)).then(again);
      assertThat(held(closed.given(again)).closing())
          .contains(new AccountClosure(ClosingParty.USER, MORNING));
    }

    @Test
    void restoreAClosingWithItsTime() {
      AccountEvent restored = new AccountEvent.Closed(ID, ClosingParty.PROVIDER, MORNING, EVENING);
      linked
          .when(new AccountCommand.Close(ID, ClosingParty.PROVIDER, MORNING, EVENING))
          .then(restored);
      assertThat(held(linked.given(restored)).closing())
          .contains(new AccountClosure(ClosingParty.PROVIDER, MORNING));
    }

    @Test
    void rejectAnAccountThatIsNotThere() {
      unopened.when(new AccountCommand.Hide(ID, EVENING)).thenRejected("not-found");
      unopened.when(new AccountCommand.Show(ID, EVENING)).thenRejected("not-found");
      unopened.when(new AccountCommand.Close(ID, EVENING)).thenRejected("not-found");
      unopened.when(new AccountCommand.Reopen(ID, EVENING)).thenRejected("not-found");
    }
  }

  @Nested
  class EnterBalance {

    private AccountCommand enter(String amount, String currency, Instant observedAt) {
      return new AccountCommand.EnterBalance(
          ID, Balance.of(Money.of(amount, currency)), observedAt, NEXT_DAY);
    }

    private AccountEvent entered(String amount, Instant observedAt) {
      return new AccountEvent.BalanceObserved(
          ID,
          new BalanceObservation(Balance.of(Money.of(amount, "USD")), Source.MANUAL, observedAt),
          NEXT_DAY);
    }

    @Test
    void recordsTheUsersWordOnce() {
      manual.when(enter("7.5", "USD", EVENING)).then(entered("7.5", EVENING));
      manual.given(entered("7.5", EVENING)).when(enter("7.50", "USD", EVENING)).thenNothing();
    }

    @Test
    void countsTheLatestNotTheLastEntered() {
      var backfilled = manual.given(entered("7.5", EVENING), entered("3", MORNING));
      assertThat(held(backfilled).balance().orElseThrow().observedAt()).isEqualTo(EVENING);
    }

    @Test
    void neverTakesThePlaceOfTheBanksWord() {
      var entered = linked.given(entered("1", NEXT_DAY));
      assertThat(held(entered).balance().orElseThrow().balance()).isEqualTo(HUNDRED);
      entered.when(observe(CHECKING, HUNDRED, EVENING)).thenNothing();
    }

    @Test
    void rejectsAnotherCurrency() {
      manual.when(enter("7.5", "EUR", EVENING)).thenRejected("currency-mismatch");
    }

    @Test
    void rejectsTheFuture() {
      manual
          .when(enter("7.5", "USD", NEXT_DAY.plus(Duration.ofMillis(1))))
          .thenRejected("observed-in-future");
    }

    @Test
    void rejectsAnAccountThatIsNotThere() {
      unopened.when(enter("7.5", "USD", EVENING)).thenRejected("not-found");
    }
  }

  @Nested
  class Evolve {

    @Test
    void neverFailsOnAStreamThatBeginsInTheMiddle() {
      for (AccountEvent event :
          new AccountEvent[] {
            new AccountEvent.Revised(ID, CHECKING, Optional.empty(), EVENING),
            new AccountEvent.Renamed(ID, Optional.empty(), EVENING),
            new AccountEvent.Hidden(ID, EVENING),
            new AccountEvent.Shown(ID, EVENING),
            new AccountEvent.Closed(ID, ClosingParty.USER, EVENING),
            new AccountEvent.Reopened(ID, ClosingParty.USER, EVENING),
            new AccountEvent.MergeProposed(ID, List.of(BANK), EVENING),
            said(HUNDRED, EVENING),
          }) {
        assertThat(unopened.given(event).state()).isEqualTo(new Account.NotOpened());
      }
    }
  }
}
