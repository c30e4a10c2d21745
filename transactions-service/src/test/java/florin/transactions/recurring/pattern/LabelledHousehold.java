package florin.transactions.recurring.pattern;

import java.time.LocalDate;
import java.util.Locale;
import java.util.function.IntFunction;

/** A household with many kinds of series, and rows that only look like some. */
final class LabelledHousehold extends GeneratedHousehold {

  LabelledHousehold(long seed) {
    super(seed, 400, 900);
    income();
    fixed();
    varying();
    seldom();
    lookalikes();
  }

  private void row(
      LocalDate date, String text, int account, boolean income, double amount, String label) {
    if (covers(date)) {
      rows.add(new Row(new DatedAmount(id(), date, money(amount)), text, account, income, label));
    }
  }

  private String noisy(String text) {
    return switch (random.nextInt(4)) {
      case 0 -> text + " " + Integer.toHexString(random.nextInt(1 << 24)).toUpperCase(Locale.ROOT);
      case 1 -> text + " #" + between(100, 999) + " US";
      case 2 -> "POS " + text;
      default -> text;
    };
  }

  /** How a series is paid: by date, with amounts, with some left out. */
  private void series(
      String label,
      Cadence cadence,
      IntFunction<LocalDate> due,
      IntFunction<Double> amount,
      String text,
      int account,
      boolean income,
      int jitter,
      double leftOut) {
    int occurrences = 0;
    for (int i = 0; ; i++) {
      LocalDate date = due.apply(i).plusDays(jitter == 0 ? 0 : between(-jitter, jitter));
      if (date.isAfter(end)) {
        truths.add(new Truth(label, cadence, occurrences, due.apply(i), money(amount.apply(i))));
        return;
      }
      if (!date.isBefore(start) && random.nextDouble() >= leftOut) {
        row(date, noisy(text), account, income, amount.apply(i), label);
        occurrences++;
      }
    }
  }

  private IntFunction<Double> price(double first) {
    int change = between(6, 40);
    double second = Math.round(first * (1.03 + random.nextDouble() * 0.2) * 100) / 100.0;
    return i -> i < change ? first : second;
  }

  private void income() {
    double pay = between(1500, 4000) + 0.37;
    LocalDate friday = start.plusDays(between(0, 6));
    switch (random.nextInt(4)) {
      case 0 ->
          series(
              "salary",
              Cadence.BIWEEKLY,
              i -> friday.plusWeeks(2L * i),
              price(pay),
              "ACME CORP PAYROLL",
              0,
              true,
              0,
              0);
      case 1 ->
          series(
              "salary",
              Cadence.SEMI_MONTHLY,
              i -> month(i / 2, i % 2 == 0 ? 15 : 31, WeekendShift.PREVIOUS),
              price(pay),
              "DIRECT DEP GLOBEX SALARY",
              0,
              true,
              0,
              0);
      case 2 ->
          series(
              "salary",
              Cadence.MONTHLY,
              i -> month(i, 31, WeekendShift.PREVIOUS),
              price(pay),
              "INITECH GEHALT",
              0,
              true,
              0,
              0);
      default -> {
        double[] varied = new double[300];
        for (int i = 0; i < varied.length; i++) {
          varied[i] = pay / 2 * (0.85 + 0.3 * random.nextDouble());
        }
        series(
            "salary",
            Cadence.WEEKLY,
            i -> friday.plusWeeks(i),
            i -> varied[i],
            "STAFFING WAGES",
            0,
            true,
            0,
            0.02);
      }
    }
    series(
        "benefit",
        Cadence.MONTHLY,
        i -> month(i, 10, WeekendShift.PREVIOUS),
        price(219),
        "FAMILY BENEFIT OFFICE",
        0,
        true,
        0,
        0);
  }

  private void fixed() {
    series(
        "rent",
        Cadence.MONTHLY,
        i -> month(i, 1, WeekendShift.NEXT),
        price(between(700, 1900)),
        "SEPA PROPERTY RENTALS",
        0,
        false,
        0,
        0);
    int day = between(2, 28);
    series(
        "stream",
        Cadence.MONTHLY,
        i -> month(i, day, WeekendShift.NONE),
        price(10.99),
        "NETMOVIE.COM",
        1,
        false,
        1,
        0.03);
    int other = between(2, 28);
    series(
        "music",
        Cadence.MONTHLY,
        i -> month(i, other, WeekendShift.NONE),
        price(9.99),
        "TUNEFY STOCKHOLM",
        1,
        false,
        1,
        0.03);
    int third = between(5, 25);
    series(
        "prime",
        Cadence.MONTHLY,
        i -> month(i, third, WeekendShift.NONE),
        price(14.99),
        "RIVERSHOP PRIME",
        1,
        false,
        0,
        0);
    series(
        "storage",
        Cadence.MONTHLY,
        i -> month(i, third, WeekendShift.NONE),
        price(2.99),
        "ORCHARD.COM/BILL",
        1,
        false,
        1,
        0);
    series(
        "games",
        Cadence.MONTHLY,
        i -> month(i, day, WeekendShift.NONE),
        price(6.99),
        "ORCHARD.COM/BILL",
        1,
        false,
        1,
        0);
    series(
        "phone",
        Cadence.MONTHLY,
        i -> month(i, other, WeekendShift.NEXT),
        price(39.5),
        "TELCO MOBILE AUTOPAY",
        0,
        false,
        1,
        0);
    LocalDate first = start.plusDays(between(0, 20));
    series(
        "gym",
        Cadence.FOUR_WEEKLY,
        i -> first.plusWeeks(4L * i),
        price(45),
        "IRON GYM",
        1,
        false,
        0,
        0.02);
    Cadence cleaning = random.nextBoolean() ? Cadence.WEEKLY : Cadence.BIWEEKLY;
    series(
        "cleaner",
        cleaning,
        i -> cleaning.after(first, i),
        price(60),
        "SPARKLE CLEANING",
        0,
        false,
        0,
        0.04);
    series(
        "loan",
        Cadence.MONTHLY,
        i -> month(i, 15, WeekendShift.NEXT),
        i -> 312.45,
        "AUTO FINANCE LOAN 123456",
        0,
        false,
        0,
        0);
  }

  private void varying() {
    double[] noise = random.doubles(60, 0.85, 1.15).toArray();
    int day = between(3, 26);
    series(
        "power",
        Cadence.MONTHLY,
        i -> month(i, day, WeekendShift.NONE),
        i -> 70 * noise[i],
        "CITY POWER & LIGHT",
        0,
        false,
        1,
        0);
    series(
        "gas",
        Cadence.MONTHLY,
        i -> month(i, day + 1, WeekendShift.NONE),
        i ->
            (80 + 55 * Math.cos(month(i, 1, WeekendShift.NONE).getMonthValue() * Math.PI / 6))
                * noise[i],
        "REGIONAL HEATING",
        0,
        false,
        1,
        0);
    series(
        "water",
        Cadence.QUARTERLY,
        i -> month(3 * i, day, WeekendShift.NONE),
        i -> 84 * (0.95 + 0.1 * noise[i]),
        "WATERWORKS",
        0,
        false,
        2,
        0);
  }

  private void seldom() {
    int offset = between(0, 11);
    int second = (offset + between(3, 8)) % 12;
    series(
        "car insurance",
        Cadence.YEARLY,
        i -> month(12 * i + offset, 10, WeekendShift.NONE),
        i -> 412 * Math.pow(1.03, i),
        "ACME INSURANCE",
        0,
        false,
        1,
        0);
    series(
        "home insurance",
        Cadence.YEARLY,
        i -> month(12 * i + second, 12, WeekendShift.NONE),
        i -> 138.0,
        "ACME INSURANCE",
        0,
        false,
        1,
        0);
    series(
        "domain",
        Cadence.YEARLY,
        i -> month(12 * i + second, 1, WeekendShift.NONE),
        i -> 12.0,
        "DOMAINS R US",
        1,
        false,
        0,
        0);
    series(
        "tax",
        Cadence.HALF_YEARLY,
        i -> month(6 * i + offset % 6, 20, WeekendShift.NONE),
        i -> 240.0,
        "COUNTY TAX",
        0,
        false,
        1,
        0);
    series(
        "broadcast",
        Cadence.QUARTERLY,
        i -> month(3 * i + offset % 3, 15, WeekendShift.NONE),
        i -> 55.08,
        "RUNDFUNK BEITRAG",
        0,
        false,
        1,
        0);
    series(
        "paper",
        Cadence.BIMONTHLY,
        i -> month(2 * i, 5, WeekendShift.NONE),
        i -> 31.5,
        "DAILY PAPER",
        0,
        false,
        1,
        0);
  }

  private void visits(
      String text, int account, int usualDays, double low, double high, boolean whole) {
    for (LocalDate date = start;
        date.isBefore(end);
        date = date.plusDays(between(1, usualDays * 2 - 1))) {
      double amount = low + (high - low) * random.nextDouble();
      row(date, noisy(text), account, false, whole ? Math.round(amount) : amount, "");
    }
  }

  private void lookalikes() {
    visits("FRESH MARKET", 1, 3, 15, 140, false);
    visits("DISCOUNT GROCER", 1, 4, 10, 90, false);
    visits("CORNER COFFEE", 1, 2, 4.5, 4.5, false);
    visits("BREAD AND MORE", 1, 5, 3, 9, true);
    visits("GAS STATION 24", 1, 9, 35, 65, false);
    visits("RIVERSHOP MARKETPLACE", 1, 6, 5, 160, false);
    visits("ORCHARD.COM/BILL", 1, 40, 0.99, 9.99, false);
    visits("TRATTORIA ROMA", 1, 15, 30, 80, false);
    visits("HAIR BY ANNA", 1, 38, 35, 35, false);
    visits("ATM WITHDRAWAL", 0, 12, 40, 200, true);
    visits("PHARMACY PLUS", 1, 25, 6, 50, false);
    visits("CITY PARKING", 1, 7, 5, 5, false);
    visits("CINEMA PALACE", 1, 34, 12, 24, true);
    visits("TOY STORE", 1, 80, 15, 60, false);
    visits("BOOKS AND CO", 1, 45, 9, 30, false);
    for (int shop = 0; shop < 40; shop++) {
      String name = "SHOP" + (char) ('A' + shop % 26) + (char) ('A' + shop / 26) + " STORE";
      for (int i = 0; i < between(1, 4); i++) {
        row(start.plusDays(between(0, 1200)), noisy(name), 1, false, between(5, 90), "");
      }
    }
    for (int i = 0; i < 25; i++) {
      row(start.plusDays(between(0, 1200)), "RIVERSHOP REFUND", 1, true, between(5, 90), "");
      row(start.plusDays(between(0, 1200)), "ZELLE FROM SAM", 0, true, between(1, 10) * 10, "");
    }
  }
}
