package florin.emulator.household;

import florin.emulator.bank.Amounts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;

/** Money between the household's own accounts: two legs each, often a day apart. */
final class Transfers {
  private static final String CARD_PAYMENT = "LOAN_PAYMENTS_CREDIT_CARD_PAYMENT";

  private Transfers() {}

  /** After all spending: the card is paid what was spent. */
  static void live(long seed, Ledger ledger) {
    saving(seed, ledger);
    investing(seed, ledger);
    loan(seed, ledger);
    card(seed, ledger);
  }

  private static void saving(long seed, Ledger ledger) {
    var dice = Dice.of(seed, "saving");
    ledger
        .days()
        .monthly(4)
        .filter(day -> !dice.chance(0.12))
        .map(day -> Days.onOrAfter(day.plusDays(dice.between(0, 2))))
        .forEach(
            day -> {
              var amount = BigDecimal.valueOf(50L * dice.between(6, 9));
              ledger.post(
                  Household.CHECKING,
                  ledger.booking(
                      amount,
                      day,
                      "Online Transfer to SAV ...7730",
                      "TRANSFER_OUT_SAVINGS",
                      "transfer"));
              ledger.post(
                  Household.SAVINGS,
                  ledger.booking(
                      amount.negate(),
                      day,
                      "Online Transfer from CHK ...4821",
                      "TRANSFER_IN_SAVINGS",
                      "transfer"));
            });
  }

  private static void investing(long seed, Ledger ledger) {
    var dice = Dice.of(seed, "investing");
    ledger
        .days()
        .monthly(11)
        .filter(day -> !dice.chance(0.08))
        .map(Days::onOrAfter)
        .forEach(
            day -> {
              var amount = BigDecimal.valueOf(25L * dice.between(8, 14));
              ledger.post(
                  Household.CHECKING,
                  ledger.booking(
                      amount,
                      day,
                      "PLATYPUS BROKERAGE DES:TRANSFER",
                      "TRANSFER_OUT_ACCOUNT_TRANSFER",
                      "transfer"));
              ledger.post(
                  Household.JOINT,
                  ledger.booking(
                      amount.negate(),
                      Days.onOrAfter(day.plusDays(1)),
                      "FIRST PLATYPUS BANK DES:TRANSFER",
                      "TRANSFER_IN_ACCOUNT_TRANSFER",
                      "transfer"));
              ledger.post(
                  Household.JOINT,
                  ledger.booking(
                      amount.subtract(BigDecimal.valueOf(50)),
                      Days.onOrAfter(day.plusDays(3)),
                      "Move to brokerage ...9014",
                      "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS",
                      "transfer"));
            });
  }

  private static void loan(long seed, Ledger ledger) {
    var dice = Dice.of(seed, "loan");
    ledger
        .days()
        .monthly(15)
        .forEach(
            day -> {
              var paid = Days.onOrAfter(day.plusDays(dice.chance(0.1) ? 3 : 0));
              pay(
                  ledger,
                  Amounts.cents(28_540),
                  paid,
                  "HOUNDSTOOTH STUDENT LN PMT",
                  "LOAN_PAYMENTS_STUDENT_LOAN_PAYMENT");
            });
  }

  /** Last month's statement in full, or now and then only a part: the rest comes on the next. */
  private static void card(long seed, Ledger ledger) {
    var dice = Dice.of(seed, "card");
    var carried = BigDecimal.ZERO;
    for (var day : ledger.days().monthly(25).toList()) {
      var statement = YearMonth.from(day).minusMonths(1);
      var spent = ledger.spent(Household.CARD, statement.atDay(1), statement.atEndOfMonth());
      var due = spent.add(carried);
      var paid = dice.chance(0.1) ? due.min(BigDecimal.valueOf(250)) : due;
      carried = due.subtract(paid);
      if (paid.signum() > 0) {
        pay(ledger, paid, Days.onOrAfter(day), "HOUNDSTOOTH CARD AUTOPAY", CARD_PAYMENT);
      }
      if (carried.signum() > 0) {
        ledger.post(
            Household.CARD,
            ledger.booking(
                dice.amount(9, 40),
                statement.atDay(1).plusMonths(2),
                "INTEREST CHARGE ON PURCHASES",
                "BANK_FEES_INTEREST_CHARGE",
                "interest"));
      }
    }
  }

  /** Out of checking, and a business day later off the debt. */
  private static void pay(
      Ledger ledger, BigDecimal amount, LocalDate day, String name, String category) {
    var debt = category.equals(CARD_PAYMENT) ? Household.CARD : Household.LOAN;
    ledger.post(Household.CHECKING, ledger.booking(amount, day, name, category, "direct debit"));
    ledger.post(
        debt,
        ledger.booking(
            amount.negate(),
            Days.onOrAfter(day.plusDays(1)),
            "PAYMENT - THANK YOU",
            category,
            "payment"));
  }
}
