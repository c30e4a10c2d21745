package florin.emulator.household;

import static org.assertj.core.api.Assertions.assertThat;

import florin.emulator.data.Account;
import florin.emulator.data.Portfolio;
import florin.emulator.household.value.AccountPlan;
import florin.emulator.household.value.Institution;
import florin.emulator.household.value.TransactionDraft;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Holdings and terms of debts, compared with the transactions and balances of their accounts. */
class HouseholdTermsTests {

  @ParameterizedTest
  @CsvSource({
    "42, 2026-06-30",
    "42, 2026-11-29",
    "7, 2026-01-01",
    "1, 2026-08-16",
    "42, 2028-02-29",
    "1000003, 2026-12-26"
  })
  void agreeWithTheLedgerOfEveryAccount(long seed, LocalDate today) {
    var household = Household.of(seed, today);
    for (var institution : Institution.values()) {
      var part = household.part(institution);
      var portfolio = household.portfolio(institution, UnaryOperator.identity());
      for (var plan : part.plans()) {
        var account = account(plan, part.drafts());
        switch (plan.type()) {
          case "investment" -> agree(account, plan, portfolio);
          case "credit", "loan" -> agree(account, plan, household, portfolio, today);
          default -> assertThat(portfolio.toString()).doesNotContain('"' + plan.key() + '"');
        }
      }
    }
  }

  private static Account account(AccountPlan plan, List<TransactionDraft> drafts) {
    return drafts.stream()
        .filter(draft -> draft.account().equals(plan.key()))
        .reduce(
            plan.account(plan.key()),
            (account, draft) ->
                account.moved(draft.amount(), draft.details().currency(), draft.pending()),
            (_, later) -> later);
  }

  private static void agree(Account account, AccountPlan plan, Portfolio portfolio) {
    var held = of(account, portfolio.holdings().stream());
    assertThat(held)
        .isNotEmpty()
        .allMatch(
            one ->
                one.path(plan.unofficial() ? "unofficial_currency_code" : "iso_currency_code")
                    .asString("")
                    .equals(plan.currency()));
    assertThat(sum(held, "institution_value")).isEqualByComparingTo(account.current());
    if (plan.unofficial()) {
      assertThat(sum(held, "quantity")).isEqualByComparingTo(account.current());
      assertThat(sum(of(account, portfolio.transactions().stream()), "quantity"))
          .isEqualByComparingTo(account.current());
    }
  }

  private static void agree(
      Account account,
      AccountPlan plan,
      Household household,
      Portfolio portfolio,
      LocalDate today) {
    var terms =
        of(
                account,
                portfolio
                    .liabilities()
                    .valueStream()
                    .flatMap(kind -> kind.isArray() ? kind.valueStream() : Stream.empty()))
            .getFirst();
    var payments =
        household.part(Institution.HOUNDSTOOTH).drafts().stream()
            .filter(draft -> draft.account().equals(plan.key()))
            .filter(draft -> draft.details().name().equals("PAYMENT - THANK YOU"))
            .toList();
    var last = payments.getLast();
    var lastDay = last.details().date();
    assertThat(terms.path("last_payment_amount").decimalValue())
        .isEqualByComparingTo(last.amount().negate());
    assertThat(day(terms, "last_payment_date")).isEqualTo(lastDay);
    assertThat(household.part(Institution.FIRST_PLATYPUS).drafts())
        .as("the payment in the checking account")
        .anyMatch(
            draft ->
                draft.account().equals(Household.CHECKING)
                    && last.transfer() != null
                    && last.transfer().equals(draft.transfer())
                    && draft.amount().compareTo(last.amount().negate()) == 0
                    && draft.details().date().isBefore(lastDay));
    assertThat(day(terms, "next_payment_due_date"))
        .isBetween(lastDay.plusDays(14), lastDay.plusDays(35))
        .isAfter(today.minusDays(10));
    var statement = day(terms, "last_statement_issue_date");
    assertThat(statement).isBefore(today);
    assertThat(terms.path("last_statement_balance").decimalValue())
        .isEqualByComparingTo(
            account(
                    plan,
                    household.part(Institution.HOUNDSTOOTH).drafts().stream()
                        .filter(draft -> !draft.details().date().isAfter(statement))
                        .filter(draft -> !draft.pending())
                        .toList())
                .current());
    assertThat(terms.path("minimum_payment_amount").decimalValue())
        .isLessThanOrEqualTo(last.amount().negate());
    if (plan.type().equals("loan")) {
      assertThat(
              terms
                  .path("ytd_interest_paid")
                  .decimalValue()
                  .add(terms.path("ytd_principal_paid").decimalValue()))
          .isEqualByComparingTo(
              payments.stream()
                  .filter(draft -> draft.details().date().getYear() == today.getYear())
                  .map(draft -> draft.amount().negate())
                  .reduce(BigDecimal.ZERO, BigDecimal::add));
    }
  }

  private static List<? extends JsonNode> of(Account account, Stream<? extends JsonNode> all) {
    return all.filter(one -> one.path(Portfolio.ACCOUNT).asString("").equals(account.accountId()))
        .toList();
  }

  private static BigDecimal sum(List<? extends JsonNode> all, String field) {
    return all.stream()
        .map(one -> one.path(field).decimalValue())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static LocalDate day(JsonNode one, String field) {
    return LocalDate.parse(one.path(field).stringValue());
  }
}
