package florin.emulator.household;

import florin.emulator.bank.Amounts;
import florin.emulator.bank.Details;
import java.math.BigDecimal;

/** What real statements surprise with: a zero amount, checks, odd names, foreign money, holds. */
final class Oddities {
  private Oddities() {}

  static void live(Ledger ledger) {
    var last = ledger.days().last();
    var verification =
        ledger.purchase(
            BigDecimal.ZERO,
            last.minusDays(40),
            0,
            Merchant.online("CARD VERIFICATION *0000", "OTHER_OTHER"),
            null);
    ledger.post(Household.CARD, verification);
    ledger.post(
        Household.CARD,
        ledger
            .purchase(
                Amounts.cents(4_215),
                last.minusDays(75),
                1,
                Merchant.inStore("Przystań \"Łódź\" <Bar & Grill>", "FOOD_AND_DRINK_RESTAURANT"),
                "Łódź")
            .withCurrency("PLN"));
    ledger.post(
        Household.CARD,
        ledger.booking(
            Amounts.cents(126),
            last.minusDays(74),
            "FOREIGN TRANSACTION FEE",
            "BANK_FEES_FOREIGN_TRANSACTION_FEES",
            "bank charge"));
    for (var check = 0; check < 5; check++) {
      ledger.post(Household.CHECKING, check(ledger, check));
    }
    ledger.post(
        Household.SAVINGS,
        ledger.booking(
            Amounts.cents(-1),
            last.minusDays(300),
            "ADJ ¢ \\ 'misc'; --",
            "OTHER_OTHER",
            "adjustment"));
    ledger.post(
        Household.JOINT,
        ledger.booking(
            Amounts.cents(-50_000),
            last.minusDays(33),
            "🎁 מתנה من جدتي — Geburtstag",
            "TRANSFER_IN_OTHER_TRANSFER_IN",
            "transfer"));
    holds(ledger);
  }

  /** So that every institution has a pending one whatever the dice say. */
  private static void holds(Ledger ledger) {
    var last = ledger.days().last();
    ledger.hold(
        Household.CARD,
        ledger.purchase(
            Amounts.cents(6_250),
            last.minusDays(1),
            0,
            Merchant.inStore("Trattoria Da Enzo", "FOOD_AND_DRINK_RESTAURANT"),
            "Portland"));
    ledger.hold(
        Household.CARD,
        ledger.purchase(
            BigDecimal.ONE, last, 0, Merchant.inStore("Cascade Fuel", "TRANSPORTATION_GAS"), null));
    ledger.hold(
        Household.CHECKING,
        ledger.purchase(
            Amounts.cents(8_117),
            last.minusDays(1),
            0,
            Merchant.inStore("Blue Ridge Grocers", "FOOD_AND_DRINK_GROCERIES"),
            "Salem"));
    ledger.hold(
        Household.JOINT,
        ledger.purchase(
            Amounts.cents(725),
            last,
            0,
            Merchant.inStore("Bubble Tea 🧋 Bar", "FOOD_AND_DRINK_OTHER_FOOD_AND_DRINK"),
            null));
  }

  private static Details check(Ledger ledger, int ordinal) {
    var number = 1_041 + ordinal;
    var day = Days.onOrAfter(ledger.days().last().minusDays(120L * ordinal + 21));
    return new Details(
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
