package florin.emulator.household;

import florin.emulator.data.DecimalText;
import florin.emulator.data.TransactionDetails;
import florin.emulator.household.value.Merchant;
import java.math.BigDecimal;

/** Unusual entries of real statements: a zero amount, checks, odd names, foreign money, holds. */
final class UnusualTransactions {
  private UnusualTransactions() {}

  static void live(HouseholdTransactions householdTransactions) {
    var last = householdTransactions.days().last();
    var verification =
        householdTransactions.purchase(
            BigDecimal.ZERO,
            last.minusDays(40),
            0,
            Merchant.online("CARD VERIFICATION *0000", "OTHER_OTHER"),
            null);
    householdTransactions.post(Household.CARD, verification);
    householdTransactions.post(
        Household.CARD,
        householdTransactions
            .purchase(
                DecimalText.cents(4_215),
                last.minusDays(75),
                1,
                Merchant.inStore("Przystań \"Łódź\" <Bar & Grill>", "FOOD_AND_DRINK_RESTAURANT"),
                "Łódź")
            .withCurrency("PLN"));
    householdTransactions.post(
        Household.CARD,
        householdTransactions.booking(
            DecimalText.cents(126),
            last.minusDays(74),
            "FOREIGN TRANSACTION FEE",
            "BANK_FEES_FOREIGN_TRANSACTION_FEES",
            "bank charge"));
    for (var check = 0; check < 5; check++) {
      householdTransactions.post(Household.CHECKING, check(householdTransactions, check));
    }
    householdTransactions.post(
        Household.SAVINGS,
        householdTransactions.booking(
            DecimalText.cents(-1),
            last.minusDays(300),
            "ADJ ¢ \\ 'misc'; --",
            "OTHER_OTHER",
            "adjustment"));
    householdTransactions.post(
        Household.JOINT,
        householdTransactions.booking(
            DecimalText.cents(-50_000),
            last.minusDays(33),
            "🎁 מתנה من جدتي — Geburtstag",
            "TRANSFER_IN_OTHER_TRANSFER_IN",
            "transfer"));
    holds(householdTransactions);
  }

  /** Every institution has a pending transaction, whatever the random numbers are. */
  private static void holds(HouseholdTransactions householdTransactions) {
    var last = householdTransactions.days().last();
    householdTransactions.hold(
        Household.CARD,
        householdTransactions.purchase(
            DecimalText.cents(6_250),
            last.minusDays(1),
            0,
            Merchant.inStore("Trattoria Da Enzo", "FOOD_AND_DRINK_RESTAURANT"),
            "Portland"));
    householdTransactions.hold(
        Household.CARD,
        householdTransactions.purchase(
            BigDecimal.ONE, last, 0, Merchant.inStore("Cascade Fuel", "TRANSPORTATION_GAS"), null));
    householdTransactions.hold(
        Household.CHECKING,
        householdTransactions.purchase(
            DecimalText.cents(8_117),
            last.minusDays(1),
            0,
            Merchant.inStore("Blue Ridge Grocers", "FOOD_AND_DRINK_GROCERIES"),
            "Salem"));
    householdTransactions.hold(
        Household.JOINT,
        householdTransactions.purchase(
            DecimalText.cents(725),
            last,
            0,
            Merchant.inStore("Bubble Tea 🧋 Bar", "FOOD_AND_DRINK_OTHER_FOOD_AND_DRINK"),
            null));
  }

  private static TransactionDetails check(
      HouseholdTransactions householdTransactions, int ordinal) {
    var number = 1_041 + ordinal;
    var day =
        CalendarDays.onOrAfter(householdTransactions.days().last().minusDays(120L * ordinal + 21));
    return new TransactionDetails(
        BigDecimal.valueOf(75L + 60L * ordinal),
        "USD",
        day,
        day,
        "CHECK " + number,
        null,
        "CHECK " + number,
        "TRANSFER_OUT_OTHER_TRANSFER_OUT",
        "LOW",
        "other",
        "cheque",
        Integer.toString(number),
        null);
  }
}
