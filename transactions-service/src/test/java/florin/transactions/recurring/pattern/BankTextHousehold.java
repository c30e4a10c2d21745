package florin.transactions.recurring.pattern;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * Households whose texts have the form of other banks' than those of {@link LabelledHousehold}. In
 * a text, {@code #} stands for a digit, {@code ?} for a letter or digit, {@code {c}} for a city and
 * {@code {m}} for the month of the booking; all of them are drawn anew for each row.
 */
final class BankTextHousehold extends GeneratedHousehold {

  private static final List<String> CITIES =
      List.of("AUSTIN TX", "SEATTLE WA", "PORTLAND OR", "BERLIN", "HAMBURG", "MUENCHEN");

  private BankTextHousehold(long seed) {
    super(seed, 760, 500);
  }

  /** Transfers and direct debits with mandates, references and months of a German bank. */
  static BankTextHousehold german(long seed) {
    BankTextHousehold house = new BankTextHousehold(seed);
    house.incomes(
        "LOHN/GEHALT NORDWERK AG ABRECHNUNG {m} PERS.NR. 00####",
        "BUNDESAGENTUR FUER ARBEIT - FAMILIENKASSE KINDERGELD KG###FK###### EREF: ?????????");
    house.rent("DAUERAUFTRAG MIETE HAUSVERWALTUNG OSTSEE GMBH WHG ##");
    house.monthly(
        "strom",
        "SEPA-BASISLASTSCHRIFT STADTWERKE KIEL AG VK ######## MREF ?????? EREF ????????",
        89,
        0.15);
    house.monthly(
        "handy",
        "FOLGELASTSCHRIFT TELEKOM DEUTSCHLAND GMBH RG ##########/ MOBILFUNK {m}",
        34.95,
        0);
    house.monthly(
        "filme",
        "PAYPAL EUROPE S.A.R.L. ET CIE S.C.A ####/PP.####.PP/. NETFLIX.COM, IHR EINKAUF BEI"
            + " NETFLIX.COM",
        13.99,
        0);
    house.monthly("musik", "SPOTIFY AB BY ADYEN P######## STOCKHOLM SE", 10.99, 0);
    house.monthly(
        "fitness", "FIT-ONE BEITRAG MITGL.NR. ###### {m} MANDATSREFERENZ ???-######", 29.9, 0);
    house.monthly(
        "kita", "LANDESHAUPTSTADT KIEL KITA-BEITRAG {m} KASSENZEICHEN ####.####.####", 212, 0);
    house.monthly("kredit", "AUTO BANK DARLEHEN ########## RATE {m}", 249.5, 0);
    house.seldom(
        "versicherung",
        Cadence.QUARTERLY,
        "ALLIANZ VERSICHERUNGS-AG VS-NR AS-########## BEITRAG {m} SEPA-MANDAT ????????",
        118.2,
        0);
    house.seldom(
        "rundfunk",
        Cadence.QUARTERLY,
        "RUNDFUNK ARD, ZDF, DRADIO BEITRAGSNR. ######### {m}",
        55.08,
        0);
    house.seldom(
        "grundsteuer",
        Cadence.HALF_YEARLY,
        "STADTKASSE KIEL GRUNDSTEUER BUCHUNGSZEICHEN ########",
        141,
        0);
    house.seldom(
        "verein", Cadence.YEARLY, "ADAC E.V. MITGLIEDSBEITRAG MGL-NR. #########", 54, 0.06);
    house.seldom(
        "prime",
        Cadence.YEARLY,
        "AMAZON EU S.A R.L. NIEDERLASSUNG PRIME MITGLIEDSCHAFT ###-#######",
        69,
        0.09);
    house.shops("REWE SAGT DANKE ######## {c}", 4, 8, 95);
    house.shops("EDEKA CENTER ####/{c}/DE GIROCARD", 6, 5, 70);
    house.shops("DM-DROGERIE MARKT FIL.#### {c}", 14, 4, 40);
    house.shops("SHELL #### {c} ELV########", 11, 30, 80);
    house.shops(
        "PAYPAL EUROPE S.A.R.L. ET CIE S.C.A ####/PP.####.PP/. EBAY, IHR EINKAUF BEI EBAY",
        17,
        6,
        90);
    house.shops("AMZN MKTP DE ?????????", 9, 5, 120);
    house.shops("BARGELDAUSZAHLUNG GA NR######## BLZ########", 16, 50, 200);
    house.shops("BAECKEREI GUENTHER {c}", 3, 2, 8);
    return house;
  }

  /** Card texts with store numbers, cities and reference codes of an American bank. */
  static BankTextHousehold american(long seed) {
    BankTextHousehold house = new BankTextHousehold(seed);
    house.incomes(
        "NORTHWIND TRADERS DES:PAYROLL ID:?????###### INDN:DOE JANE CO ID:9######### PPD",
        "STATE OF TX UI BENEFIT ID: ######## CCD");
    house.rent("ZELLE PAYMENT TO GREENVIEW APARTMENTS CONF# ?????????");
    house.monthly("power", "AUSTIN ENERGY DES:UTIL PMT ID:########## WEB", 96, 0.2);
    house.monthly("internet", "COMCAST CALIFORNIA ###-###-#### CA", 79.99, 0.02);
    house.monthly("stream", "NETFLIX.COM ###-###-#### CA", 15.49, 0);
    house.monthly("music", "SPOTIFY USA ###-#######  NY", 10.99, 0);
    house.monthly("gym", "PLANET FITNESS CLUB FEES STORE #### {c}", 24.99, 0);
    house.monthly("cloud", "APPLE.COM/BILL 866-###-#### CA", 2.99, 0);
    house.monthly("loan", "CHASE AUTO LN DES:AUTOPAY ID:########", 388.17, 0);
    house.monthly("phone", "VZWRLSS*APOCC VISB 800-###-#### FL", 65.4, 0.03);
    house.seldom("home help", Cadence.FOUR_WEEKLY, "HOME HELP SERVICE VISIT ##### {c}", 88, 0);
    house.seldom(
        "insurance", Cadence.QUARTERLY, "GEICO *AUTO 800-841-#### DC POLICY ##########", 311, 0.01);
    house.seldom("water", Cadence.BIMONTHLY, "CITY OF {c} WATER UTILITY WEB PMT ######", 72, 0.1);
    house.seldom("prime", Cadence.YEARLY, "AMAZON PRIME*?????? AMZN.COM/BILL WA", 119, 0.17);
    house.seldom("domain", Cadence.YEARLY, "NAME-CHEAP.COM* ?????? {c}", 13.98, 0.08);
    house.shops("COSTCO WHSE #0### {c}", 10, 60, 260);
    house.shops("WHOLEFDS LMR 10### {c}", 4, 10, 120);
    house.shops("TST* TACO HOUSE #### {c}", 8, 9, 35);
    house.shops("SQ *BLUE CUP COFFEE {c}", 3, 4, 9);
    house.shops("SHELL OIL ########## {c}", 9, 30, 65);
    house.shops("AMZN MKTP US*????????? AMZN.COM/BILL WA", 6, 6, 140);
    house.shops("UBER *TRIP ????? HELP.UBER.COM CA", 7, 8, 45);
    house.shops("TARGET 000##### {c}", 12, 15, 110);
    house.shops("APPLE.COM/BILL 866-###-#### CA", 45, 0.99, 12.99);
    return house;
  }

  private String text(String pattern, LocalDate date) {
    String named =
        pattern
            .replace("{c}", CITIES.get(random.nextInt(CITIES.size())))
            .replace(
                "{m}", String.format(Locale.ROOT, "%02d/%d", date.getMonthValue(), date.getYear()));
    StringBuilder text = new StringBuilder();
    for (char c : named.toCharArray()) {
      switch (c) {
        case '#' -> text.append((char) ('0' + random.nextInt(10)));
        case '?' -> text.append("ABCDEFGHKLMNPRSTUVWXYZ0123456789".charAt(random.nextInt(32)));
        default -> text.append(c);
      }
    }
    return text.toString();
  }

  private void row(LocalDate date, String text, boolean income, double amount, String label) {
    if (covers(date)) {
      UUID id = id();
      rows.add(
          new Row(new DatedAmount(id, date, money(amount)), text(text, date), 0, income, label));
    }
  }

  private void series(
      String label,
      Cadence cadence,
      IntFunction<LocalDate> due,
      IntFunction<Double> amount,
      String text,
      boolean income,
      IntFunction<Integer> late) {
    int occurrences = 0;
    for (int i = 0; ; i++) {
      LocalDate date = due.apply(i).plusDays(late.apply(i));
      if (date.isAfter(end)) {
        truths.add(new Truth(label, cadence, occurrences, due.apply(i), money(amount.apply(i))));
        return;
      }
      if (!date.isBefore(start)) {
        occurrences++;
      }
      row(date, text, income, amount.apply(i), label);
    }
  }

  /** Salary on the last business day, and a benefit every four weeks. */
  private void incomes(String salary, String benefit) {
    double pay = between(1900, 4100) + 0.43;
    int rise = between(8, 20);
    series(
        "salary",
        Cadence.MONTHLY,
        i -> month(i, 31, WeekendShift.PREVIOUS),
        i -> i < rise ? pay : pay * 1.031,
        salary,
        true,
        _ -> 0);
    LocalDate first = start.plusDays(between(0, 20));
    series(
        "benefit",
        Cadence.FOUR_WEEKLY,
        i -> first.plusWeeks(4L * i),
        i -> i < 14 ? 96.25 : 102.4,
        benefit,
        true,
        _ -> 0);
  }

  /** One month is paid eight days late. */
  private void rent(String text) {
    double amount = between(650, 1700);
    int late = between(6, 14);
    series(
        "rent",
        Cadence.MONTHLY,
        i -> month(i, 1, WeekendShift.NEXT),
        _ -> amount,
        text,
        false,
        i -> i == late ? 8 : 0);
  }

  /**
   * @param variation of the amounts; 0 for a price that rises once
   */
  private void monthly(String label, String text, double amount, double variation) {
    int day = between(2, 27);
    int rise = between(7, 40);
    double[] factors = random.doubles(80, 1 - variation, 1 + variation + 1e-9).toArray();
    WeekendShift shift = random.nextBoolean() ? WeekendShift.NEXT : WeekendShift.NONE;
    series(
        label,
        Cadence.MONTHLY,
        i -> month(i, day, shift),
        i -> amount * (variation > 0 ? factors[i] : i < rise ? 1 : 1.1),
        text,
        false,
        _ -> between(0, 1));
  }

  /**
   * @param rise of the amount from one occurrence to the next
   */
  private void seldom(String label, Cadence cadence, String text, double amount, double rise) {
    int offset = between(0, 11);
    int day = between(2, 26);
    LocalDate first =
        month(0, day, WeekendShift.NONE).plusMonths(offset % Math.max(1, cadence.months()));
    series(
        label,
        cadence,
        i -> cadence.after(first, i),
        i -> amount * (1 + rise * (cadence == Cadence.YEARLY ? i : i / 4)),
        text,
        false,
        _ -> 0);
  }

  private void shops(String text, int days, double low, double high) {
    for (LocalDate date = start;
        date.isBefore(end);
        date = date.plusDays(between(1, days * 2 - 1))) {
      row(date, text, false, low + (high - low) * random.nextDouble(), "");
    }
  }
}
