package florin.emulator.household;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import florin.emulator.data.Account;
import florin.emulator.household.value.Institution;
import florin.emulator.household.value.TransactionDraft;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HouseholdTests {
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

  private final Household household = Household.of(42, TODAY);

  @Test
  void isTheSameForTheSameSeedAndDay() {
    for (var institution : Institution.values()) {
      assertThat(Household.of(42, TODAY).part(institution)).isEqualTo(household.part(institution));
    }
  }

  @Test
  void isAnotherForAnotherSeed() {
    assertThat(Household.of(43, TODAY).part(Institution.HOUNDSTOOTH))
        .isNotEqualTo(household.part(Institution.HOUNDSTOOTH));
  }

  @Test
  void livesTwoYearsInMoreThanTwoThousandMovements() {
    var dates =
        drafts(household)
            .map(transactionDraft -> transactionDraft.details().date())
            .sorted()
            .toList();

    assertThat(dates).hasSizeGreaterThan(2_000);
    assertThat(dates.getFirst()).isAfter(TODAY.minusDays(730)).isBefore(TODAY.minusDays(720));
    assertThat(dates.getLast()).isEqualTo(TODAY);
  }

  @Test
  void hasPendingsAtEveryInstitutionAndOnlyInTheLastDays() {
    for (var institution : Institution.values()) {
      assertThat(household.part(institution).drafts())
          .filteredOn(TransactionDraft::pending)
          .isNotEmpty()
          .allMatch(
              transactionDraft -> transactionDraft.details().date().isAfter(TODAY.minusDays(4)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42, 1_000_003})
  void neverOverdrawsNorExceedsItsCreditWhateverTheSeed(long seed) {
    var other = Household.of(seed, TODAY);
    for (var institution : Institution.values()) {
      var accounts = new HashMap<String, Account>();
      other
          .part(institution)
          .plans()
          .forEach(accountPlan -> accounts.put(accountPlan.key(), accountPlan.account("a")));
      for (var transactionDraft : other.part(institution).drafts()) {
        var transactionDetails = transactionDraft.details();
        var after =
            accounts.computeIfPresent(
                transactionDraft.account(),
                (key, account) ->
                    account.moved(
                        transactionDetails.amount(),
                        transactionDetails.currency(),
                        transactionDraft.pending()));
        assertThat(after.current()).isPositive();
        if (after.limit() != null) {
          assertThat(after.current()).isLessThan(after.limit());
        }
      }
    }
  }

  @Test
  void booksBothLegsOfATransferBetweenItsOwnAccounts() {
    var out = amounts(Household.CHECKING, "TRANSFER_OUT_SAVINGS");
    var in = amounts(Household.SAVINGS, "TRANSFER_IN_SAVINGS");

    assertThat(out).hasSizeGreaterThan(15).allMatch(amount -> amount.signum() > 0);
    assertThat(in).containsExactlyElementsOf(out.stream().map(BigDecimal::negate).toList());
  }

  @Test
  void labelsBothLegsOfEveryTransfer() {
    var legs =
        drafts(household)
            .filter(transactionDraft -> transactionDraft.transfer() != null)
            .collect(Collectors.groupingBy(TransactionDraft::transfer));

    assertThat(legs).hasSizeGreaterThan(70);
    assertThat(legs.values())
        .allSatisfy(
            pair -> {
              assertThat(pair).hasSize(2);
              assertThat(pair.get(0).amount().negate()).isEqualByComparingTo(pair.get(1).amount());
              assertThat(pair.get(0).account()).isNotEqualTo(pair.get(1).account());
            });
  }

  @Test
  void paysItsCardFromItsCheckingAccount() {
    var paid = amounts(Household.CHECKING, "LOAN_PAYMENTS_CREDIT_CARD_PAYMENT");
    var received = amounts(Household.CARD, "LOAN_PAYMENTS_CREDIT_CARD_PAYMENT");

    assertThat(received).hasSizeGreaterThan(20).allMatch(amount -> amount.signum() < 0);
    assertThat(paid.stream().map(BigDecimal::negate).toList())
        .startsWith(received.toArray(BigDecimal[]::new));
  }

  @Test
  void skipsAndMovesSomeOfItsBills() {
    var days =
        drafts(household)
            .filter(transactionDraft -> transactionDraft.details().name().equals("Signal Mobile"))
            .map(transactionDraft -> transactionDraft.details().date().getDayOfMonth())
            .toList();

    assertThat(days).contains(18).hasSizeBetween(18, 24);
    assertThat(days.stream().distinct().count()).isGreaterThan(1);
  }

  @Test
  void containsWhatRealStatementsSurpriseWith() {
    assertThat(drafts(household))
        .anyMatch(transactionDraft -> transactionDraft.amount().signum() == 0);
    assertThat(drafts(household))
        .anyMatch(transactionDraft -> transactionDraft.details().name().contains("🎁"));
    assertThat(drafts(household))
        .anyMatch(transactionDraft -> transactionDraft.details().checkNumber() != null);
    assertThat(drafts(household))
        .anyMatch(transactionDraft -> transactionDraft.details().currency().equals("PLN"));
    assertThat(drafts(household))
        .anyMatch(
            transactionDraft ->
                transactionDraft.details().category().startsWith("GENERAL_MERCHANDISE")
                    && transactionDraft.amount().signum() < 0);
  }

  @Test
  void usesManyCategories() {
    var categories =
        drafts(household).map(transactionDraft -> transactionDraft.details().category()).distinct();

    assertThat(categories).hasSizeGreaterThan(40);
  }

  @Test
  void labelsItsSeriesAndFindsTheNextPayday() {
    var series =
        drafts(household)
            .filter(transactionDraft -> transactionDraft.series() != null)
            .collect(Collectors.groupingBy(row -> requireNonNull(row.series())));

    assertThat(series).hasSize(15).containsKeys("rent", "bonus", "savings interest");
    assertThat(series.values())
        .allSatisfy(
            rows ->
                assertThat(rows).hasSizeGreaterThan(1).noneMatch(row -> row.transfer() != null));
    var paydays =
        requireNonNull(series.get(Household.SALARY)).stream()
            .map(row -> row.details().date())
            .sorted()
            .toList();
    assertThat(paydays).hasSizeBetween(51, 53);
    assertThat(household.nextPayday())
        .isAfter(TODAY)
        .isBetween(paydays.getLast().plusDays(11), paydays.getLast().plusDays(17));
  }

  private List<BigDecimal> amounts(String account, String category) {
    return drafts(household)
        .filter(transactionDraft -> transactionDraft.account().equals(account))
        .filter(transactionDraft -> transactionDraft.details().category().equals(category))
        .map(TransactionDraft::amount)
        .toList();
  }

  private static Stream<TransactionDraft> drafts(Household household) {
    return Arrays.stream(Institution.values())
        .flatMap(institution -> household.part(institution).drafts().stream());
  }
}
