package florin.emulator.household;

import florin.emulator.data.DecimalText;
import florin.emulator.household.value.Merchant;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;

/** Payments by calendar: pay, rent, utilities, subscriptions, interest. */
final class ScheduledPayments {
  /** A bill of one merchant on one day of every {@code months}th month. */
  private record Bill(
      String account, Merchant merchant, int day, int months, int low, int high, double skipped) {}

  private static final List<Bill> BILLS =
      List.of(
          bill(Household.CHECKING, "Pacific Light & Gas", "GAS_AND_ELECTRICITY", 12, 1, 62, 160),
          bill(Household.CHECKING, "City Water Bureau", "WATER", 20, 3, 88, 132),
          bill(Household.CHECKING, "Beacon Fiber", "INTERNET_AND_CABLE", 5, 1, 60, 60),
          bill(Household.CHECKING, "Signal Mobile", "TELEPHONE", 18, 1, 84, 97),
          subscription("Streamline TV", "ENTERTAINMENT_TV_AND_MOVIES", 3, 16),
          subscription("Tonal Music", "ENTERTAINMENT_MUSIC_AND_AUDIO", 9, 11),
          subscription("Cloudbox Storage", "GENERAL_SERVICES_STORAGE", 14, 3),
          subscription("Iron Temple Gym", "PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS", 1, 45),
          subscription(
              "The Morning Ledger", "GENERAL_MERCHANDISE_BOOKSTORES_AND_NEWSSTANDS", 21, 8),
          new Bill(
              Household.CHECKING,
              Merchant.online("Evergreen Mutual Insurance", "GENERAL_SERVICES_INSURANCE"),
              8,
              6,
              640,
              690,
              0));

  private ScheduledPayments() {}

  static void live(long seed, HouseholdTransactions householdTransactions) {
    pay(seed, householdTransactions);
    rent(seed, householdTransactions);
    BILLS.forEach(bill -> pay(bill, seed, householdTransactions));
    interest(seed, householdTransactions);
    cash(seed, householdTransactions);
    gigs(seed, householdTransactions);
  }

  private static void pay(long seed, HouseholdTransactions householdTransactions) {
    var seededRandom = SeededRandom.of(seed, "pay");
    householdTransactions
        .days()
        .paydays()
        .forEach(
            friday -> {
              var day = CalendarDays.onOrBefore(friday);
              var raise =
                  friday.isAfter(householdTransactions.days().first().plusDays(365)) ? 9_500 : 0;
              var net = DecimalText.cents(-(284_217L + raise + seededRandom.between(0, 600)));
              var name = "ACME ROBOTICS DES:PAYROLL ID:XXXXX48211 PPD";
              householdTransactions.recur(
                  Household.CHECKING,
                  householdTransactions.booking(net, day, name, "INCOME_SALARY", "direct debit"),
                  Household.SALARY);
              if (friday.getMonth() == Month.MARCH && friday.getDayOfMonth() <= 14) {
                householdTransactions.recur(
                    Household.CHECKING,
                    householdTransactions.booking(
                        DecimalText.cents(-310_000L),
                        day,
                        "ACME ROBOTICS BONUS",
                        "INCOME_SALARY",
                        "direct debit"),
                    "bonus");
              }
            });
  }

  private static void rent(long seed, HouseholdTransactions householdTransactions) {
    var seededRandom = SeededRandom.of(seed, "rent");
    householdTransactions
        .days()
        .monthly(1)
        .forEach(
            first -> {
              var day = CalendarDays.onOrAfter(first.plusDays(seededRandom.chance(0.1) ? 2 : 0));
              var cents =
                  first.isAfter(householdTransactions.days().first().plusDays(365))
                      ? 171_500L
                      : 165_000L;
              householdTransactions.recur(
                  Household.CHECKING,
                  householdTransactions.booking(
                      DecimalText.cents(cents),
                      day,
                      "Rosewood Property Mgmt ACH",
                      "RENT_AND_UTILITIES_RENT",
                      "bill payment"),
                  "rent");
            });
  }

  private static void pay(Bill bill, long seed, HouseholdTransactions householdTransactions) {
    var seededRandom = SeededRandom.of(seed, "bill " + bill.merchant().name());
    householdTransactions
        .days()
        .monthly(bill.day())
        .filter(day -> day.getMonthValue() % bill.months() == 0)
        .filter(day -> !seededRandom.chance(bill.skipped()))
        .forEach(
            day -> {
              var amount = seededRandom.amount(bill.low(), bill.high());
              var moved = day.plusDays(seededRandom.chance(0.15) ? seededRandom.between(1, 3) : 0);
              householdTransactions.recur(
                  bill.account(),
                  householdTransactions.purchase(amount, moved, 0, bill.merchant(), null),
                  bill.merchant().name());
            });
  }

  private static void interest(long seed, HouseholdTransactions householdTransactions) {
    var seededRandom = SeededRandom.of(seed, "interest");
    householdTransactions
        .days()
        .monthly(31)
        .forEach(
            day -> {
              var saved =
                  900L
                      + seededRandom.between(0, 350)
                      + 2L * months(householdTransactions, day) * 25;
              householdTransactions.recur(
                  Household.SAVINGS,
                  householdTransactions.booking(
                      DecimalText.cents(-saved),
                      day,
                      "INTEREST PAID",
                      "INCOME_INTEREST_EARNED",
                      "interest"),
                  "savings interest");
            });
  }

  private static void cash(long seed, HouseholdTransactions householdTransactions) {
    var seededRandom = SeededRandom.of(seed, "cash");
    householdTransactions
        .days()
        .every(19)
        .forEach(
            start -> {
              var day = start.plusDays(seededRandom.between(0, 9));
              householdTransactions.post(
                  Household.CHECKING,
                  householdTransactions.booking(
                      BigDecimal.valueOf(20L * seededRandom.between(2, 8)),
                      day,
                      "ATM WITHDRAWAL 004412",
                      "TRANSFER_OUT_WITHDRAWAL",
                      "atm"));
              if (seededRandom.chance(0.3)) {
                householdTransactions.post(
                    Household.CHECKING,
                    householdTransactions.booking(
                        DecimalText.cents(350),
                        day,
                        "NON-NETWORK ATM FEE",
                        "BANK_FEES_ATM_FEES",
                        "bank charge"));
              }
            });
  }

  private static void gigs(long seed, HouseholdTransactions householdTransactions) {
    var seededRandom = SeededRandom.of(seed, "gigs");
    householdTransactions
        .days()
        .monthly(17)
        .filter(day -> seededRandom.chance(0.7))
        .forEach(
            day ->
                householdTransactions.post(
                    Household.JOINT,
                    householdTransactions.booking(
                        seededRandom.amount(240, 1_350).negate(),
                        CalendarDays.onOrAfter(day),
                        "STUDIO MÜLLER GmbH INVOICE",
                        "INCOME_CONTRACTOR",
                        "transfer")));
  }

  private static int months(HouseholdTransactions householdTransactions, LocalDate day) {
    return (int) (day.toEpochDay() - householdTransactions.days().first().toEpochDay()) / 30;
  }

  private static Bill bill(
      String account, String name, String kind, int day, int months, int low, int high) {
    var merchant = Merchant.online(name, "RENT_AND_UTILITIES_" + kind);
    return new Bill(account, merchant, day, months, low, high, 0.02);
  }

  private static Bill subscription(String name, String category, int day, int price) {
    var merchant = Merchant.online(name, category);
    return new Bill(Household.CARD, merchant, day, 1, price, price, 0.03);
  }
}
