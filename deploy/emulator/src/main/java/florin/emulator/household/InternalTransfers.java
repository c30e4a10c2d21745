package florin.emulator.household;

import florin.emulator.data.DecimalText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;

/** Money between the household's own accounts: two legs each, often a day apart. */
final class InternalTransfers {
  static final String CARD_PAYMENT = "LOAN_PAYMENTS_CREDIT_CARD_PAYMENT";
  static final String LOAN_PAYMENT = "LOAN_PAYMENTS_STUDENT_LOAN_PAYMENT";

  static final String INTEREST_CHARGE = "BANK_FEES_INTEREST_CHARGE";

  /** Days of a month. */
  static final int CARD_DUE = 25;

  static final int LOAN_DUE = 15;

  static final BigDecimal LOAN_INSTALMENT = DecimalText.cents(28_540);

  private InternalTransfers() {}

  /** Runs after all spending: the card is paid the amount spent. */
  static void live(long seed, HouseholdTransactions householdTransactions) {
    saving(seed, householdTransactions);
    investing(seed, householdTransactions);
    loan(seed, householdTransactions);
    card(seed, householdTransactions);
  }

  private static void saving(long seed, HouseholdTransactions householdTransactions) {
    var seededRandom = SeededRandom.of(seed, "saving");
    householdTransactions
        .days()
        .monthly(4)
        .filter(day -> !seededRandom.chance(0.12))
        .map(day -> CalendarDays.onOrAfter(day.plusDays(seededRandom.between(0, 2))))
        .forEach(
            day -> {
              var amount = BigDecimal.valueOf(50L * seededRandom.between(6, 9));
              householdTransactions.post(
                  Household.CHECKING,
                  householdTransactions.booking(
                      amount,
                      day,
                      "Online Transfer to SAV ...7730",
                      "TRANSFER_OUT_SAVINGS",
                      "transfer"),
                  "saving " + day);
              householdTransactions.post(
                  Household.SAVINGS,
                  householdTransactions.booking(
                      amount.negate(),
                      day,
                      "Online Transfer from CHK ...4821",
                      "TRANSFER_IN_SAVINGS",
                      "transfer"),
                  "saving " + day);
            });
  }

  private static void investing(long seed, HouseholdTransactions householdTransactions) {
    var seededRandom = SeededRandom.of(seed, "investing");
    householdTransactions
        .days()
        .monthly(11)
        .filter(day -> !seededRandom.chance(0.08))
        .map(CalendarDays::onOrAfter)
        .forEach(
            day -> {
              var amount = BigDecimal.valueOf(25L * seededRandom.between(8, 14));
              householdTransactions.post(
                  Household.CHECKING,
                  householdTransactions.booking(
                      amount,
                      day,
                      "PLATYPUS BROKERAGE DES:TRANSFER",
                      "TRANSFER_OUT_ACCOUNT_TRANSFER",
                      "transfer"),
                  "investing " + day);
              householdTransactions.post(
                  Household.JOINT,
                  householdTransactions.booking(
                      amount.negate(),
                      CalendarDays.onOrAfter(day.plusDays(1)),
                      "FIRST PLATYPUS BANK DES:TRANSFER",
                      "TRANSFER_IN_ACCOUNT_TRANSFER",
                      "transfer"),
                  "investing " + day);
              householdTransactions.post(
                  Household.JOINT,
                  householdTransactions.booking(
                      amount.subtract(BigDecimal.valueOf(50)),
                      CalendarDays.onOrAfter(day.plusDays(3)),
                      "Move to brokerage ...9014",
                      "TRANSFER_OUT_INVESTMENT_AND_RETIREMENT_FUNDS",
                      "transfer"));
            });
  }

  private static void loan(long seed, HouseholdTransactions householdTransactions) {
    var seededRandom = SeededRandom.of(seed, "loan");
    householdTransactions
        .days()
        .monthly(LOAN_DUE)
        .forEach(
            day -> {
              var paid = CalendarDays.onOrAfter(day.plusDays(seededRandom.chance(0.1) ? 3 : 0));
              pay(
                  householdTransactions,
                  LOAN_INSTALMENT,
                  paid,
                  "HOUNDSTOOTH STUDENT LN PMT",
                  LOAN_PAYMENT);
            });
    householdTransactions.days().monthly(31).forEach(day -> accrue(day, householdTransactions));
  }

  /** The interest of the loan, at the end of each month. */
  private static void accrue(LocalDate day, HouseholdTransactions householdTransactions) {
    var owed = Household.LOAN_OPENING.add(householdTransactions.booked(Household.LOAN, day));
    householdTransactions.recur(
        Household.LOAN,
        householdTransactions.booking(
            DecimalText.plain(HouseholdDebts.monthlyInterest(owed)),
            day,
            "Interest accrued",
            INTEREST_CHARGE,
            "interest"),
        "loan interest");
  }

  /** Last month's statement in full, or now and then only a part: the rest comes on the next. */
  private static void card(long seed, HouseholdTransactions householdTransactions) {
    var seededRandom = SeededRandom.of(seed, "card");
    var carried = BigDecimal.ZERO;
    for (var day : householdTransactions.days().monthly(CARD_DUE).toList()) {
      var statement = YearMonth.from(day).minusMonths(1);
      var spent =
          householdTransactions.spent(Household.CARD, statement.atDay(1), statement.atEndOfMonth());
      var due = spent.add(carried);
      var paid = seededRandom.chance(0.1) ? due.min(BigDecimal.valueOf(250)) : due;
      carried = due.subtract(paid);
      if (paid.signum() > 0) {
        pay(
            householdTransactions,
            paid,
            CalendarDays.onOrAfter(day),
            "HOUNDSTOOTH CARD AUTOPAY",
            CARD_PAYMENT);
      }
      if (carried.signum() > 0) {
        householdTransactions.post(
            Household.CARD,
            householdTransactions.booking(
                seededRandom.amount(9, 40),
                statement.atDay(1).plusMonths(2),
                "INTEREST CHARGE ON PURCHASES",
                INTEREST_CHARGE,
                "interest"));
      }
    }
  }

  /** Out of checking, and a business day later off the debt. */
  private static void pay(
      HouseholdTransactions householdTransactions,
      BigDecimal amount,
      LocalDate day,
      String name,
      String category) {
    var debt = category.equals(CARD_PAYMENT) ? Household.CARD : Household.LOAN;
    householdTransactions.post(
        Household.CHECKING,
        householdTransactions.booking(amount, day, name, category, "direct debit"),
        debt + " " + day);
    householdTransactions.post(
        debt,
        householdTransactions.booking(
            amount.negate(),
            CalendarDays.onOrAfter(day.plusDays(1)),
            "PAYMENT - THANK YOU",
            category,
            "payment"),
        debt + " " + day);
  }
}
