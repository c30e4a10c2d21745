package florin.transactions.imports.text;

import com.ibm.icu.text.Normalizer2;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Dates as files write them: the day as written, without zones. */
public final class Dates {

  /** The order of day, month and year where a file writes digits only. */
  public enum DateOrder {
    DMY,
    MDY,
    YMD
  }

  private static final int LONGEST = 60;
  private static final Pattern TIME =
      Pattern.compile(
          "(?:[T,/]|\\s)\\s*\\d{1,2}[:h]\\d{2}.*$|(?<=\\d{4}-\\d{2}-\\d{2})[T+Z-].*$"
              + "|\\s*[(][^)]{1,12}[)]$");
  private static final Pattern WEEKDAY =
      Pattern.compile(
          "^\\p{L}{2,10}[,.]\\s*(?=\\d)|^\\p{L}{2,10}[,.]?\\s+(?=\\p{L}{3}"
              + "|\\d{1,2}[-/. ]+\\p{L}{3}|\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4})");

  /** The weekday behind a date, such as "2026.01.05., Monday". */
  private static final Pattern WEEKDAY_BEHIND =
      Pattern.compile("(?<=\\d[-/. ]{1,2}\\d{1,4})[.,]*\\s+\\p{L}{2,12}\\.?$");

  /** A second date that a bank states beside the first one. */
  private static final Pattern AS_OF = Pattern.compile("(?i)(?<=\\d)\\s+as of\\s.*$");

  private static final Pattern COLONS = Pattern.compile("^(\\d{4}):(\\d{2}):(\\d{2})(?!\\d)");
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,4})\\s*([-/.' ])\\s*(\\d{1,2})\\s*([-/.' ])\\s*(\\d{1,4})\\.?");
  private static final Pattern COMPACT = Pattern.compile("\\d{8}(?:\\d{4}|\\d{6})?");
  private static final Pattern SERIAL = Pattern.compile("[2-7]\\d{4}(?:[.,]\\d{1,12})?");
  private static final Pattern DAY_NAME =
      Pattern.compile(
          "(\\d{1,4})(?:st|nd|rd|th|er|[º°ª])?[-/. ]*(?:de )?(\\p{L}{3,12})[-/., ']*(?:de"
              + " )?(\\d{1,4})\\.?");
  private static final Pattern NAME_DAY =
      Pattern.compile("(\\p{L}{3,10})[-/. ]*(\\d{1,2})(?:st|nd|rd|th)?[-/., ']+(\\d{2,4})");
  private static final Pattern ERA =
      Pattern.compile(
          "(令和|平成|昭和|[RHS])[. ]?(元|\\d{1,2})\\s*([-/.年])\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})日?");

  /** The years before the first ones of the Japanese eras. */
  private static final Map<String, Integer> ERAS =
      Map.of("令和", 2018, "R", 2018, "平成", 1988, "H", 1988, "昭和", 1925, "S", 1925);

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  /** First letters of the months in the languages of the banks, without accents. */
  private static final List<List<String>> MONTHS =
      Stream.of(
              "jan|sij|ينا|ינו|ene|gen|sty|led|oca|jaa|tam|ian|sau|янв|јан|яну|січ|ιαν",
              "feb|velj|فبر|פבר|fev|lut|uno|sub|hel|vee|vas|фев|лют|φεβ",
              "mar|ozu|مار|מרץ|mrz|mrt|maa|bre|mac|kov|мар|бер|μαρ",
              "apr|trav|ابر|אפר|avr|abr|kwi|dub|nis|huh|bal|апр|кві|απρ",
              "may|svi|ماي|מאי|mai|mei|maj|mag|kve|tou|geg|мая|маи|мај|тра|μαι",
              "jun|يوني|יונ|juin|giu|cze|haz|kes|juun|iun|bir|июн|јун|юни|чер|ιουν",
              "jul|يولي|יול|juil|lug|lip|tem|hei|juul|iul|lie|июл|јул|юли|лип|ιουλ",
              "aug|kol|اغس|אוג|aou|ago|sie|srp|agu|elo|avg|ogo|rugp|авг|сер|αυγ",
              "sep|ruj|سبت|ספט|set|wrz|zar|eyl|sze|syy|rugs|сен|сеп|вер|σεπ",
              "oct|اكت|אוק|okt|ott|out|paz|rij|eki|lok|spa|окт|жов|οκτ",
              "nov|stu|نوف|נוב|lis|kas|marr|noi|lap|ноя|ное|нов|лис|νοε",
              "dec|ديس|דצמ|dez|dic|des|gru|pro|ara|jou|det|dis|дек|гру|δεκ")
          .map(names -> List.of(names.split("[|]", -1)))
          .toList();

  /** Years of the Buddhist calendar, as in Thailand, are those from 1900 on. */
  private static final int BUDDHIST_YEARS = 543;

  /** The years before the first one of the calendar of Taiwan, whose years have three digits. */
  private static final int YEARS_BEFORE_MINGUO = 1911;

  private static final int FIRST_BUDDHIST_YEAR = 1900 + BUDDHIST_YEARS;

  private static final LocalDate SPREADSHEET_START = LocalDate.of(1899, 12, 30);

  private Dates() {}

  /** The day with this order of the digits; empty if the text is no date. */
  public static Optional<LocalDate> date(String stated, DateOrder order) {
    if (stated.length() > LONGEST || !AsciiForms.hasDigit(stated)) {
      return Optional.empty();
    }
    String ascii = AsciiForms.of(stated).strip();
    Matcher era = ERA.matcher(ascii);
    if (era.matches()) {
      return era(era);
    }
    Matcher thai = ThaiMonths.DATE.matcher(ascii);
    if (thai.lookingAt()) {
      return day(ThaiMonths.year(thai.group(3)), ThaiMonths.month(thai.group(2)), thai.group(1));
    }
    String text = withoutTime(ascii);
    if (COMPACT.matcher(text).matches()) {
      return compact(text, order);
    }
    Matcher numbers = NUMBERS.matcher(text);
    if (numbers.matches()) {
      return numbers(numbers, order);
    }
    Matcher dayName = DAY_NAME.matcher(text);
    if (dayName.matches()) {
      return dayName.group(1).length() > 2
          ? named(dayName.group(3), dayName.group(2), dayName.group(1))
          : named(dayName.group(1), dayName.group(2), dayName.group(3));
    }
    Matcher nameDay = NAME_DAY.matcher(text);
    if (nameDay.matches()) {
      return named(nameDay.group(2), nameDay.group(1), nameDay.group(3));
    }
    return isSerial(text)
        ? Optional.of(SPREADSHEET_START.plusDays(Integer.parseInt(text.substring(0, 5))))
        : Optional.empty();
  }

  private static Optional<LocalDate> era(Matcher era) {
    int year = era.group(2).equals("元") ? 1 : Integer.parseInt(era.group(2));
    int before = Objects.requireNonNull(ERAS.get(era.group(1)));
    return day(String.valueOf(before + year), era.group(4), era.group(5));
  }

  private static String withoutTime(String stated) {
    String text = stated.strip();
    if (text.indexOf('年') > 0 || text.indexOf('년') > 0) {
      text = text.replaceAll("[年月년월]", "/").replaceAll("[日일]", " ").strip();
    }
    text = AS_OF.matcher(COLONS.matcher(text).replaceFirst("$1-$2-$3")).replaceFirst("");
    text = TIME.matcher(WEEKDAY.matcher(text).replaceFirst("")).replaceFirst("").strip();
    text = WEEKDAY_BEHIND.matcher(text).replaceFirst("");
    return text.endsWith("/") || text.endsWith(",")
        ? text.substring(0, text.length() - 1).strip()
        : text;
  }

  /** Whether the text can be the number of a day as spreadsheets count them. */
  public static boolean isSerial(String stated) {
    return SERIAL.matcher(stated.strip()).matches();
  }

  /** The three parts of a date whose year has two digits; empty for other dates. */
  static List<String> shortYears(String stated) {
    Matcher numbers = NUMBERS.matcher(withoutTime(AsciiForms.of(stated)));
    return numbers.matches()
            && numbers.group(1).length() == 2
            && numbers.group(3).length() == 2
            && numbers.group(5).length() == 2
            && !numbers.group(4).equals("'")
        ? List.of(numbers.group(1), numbers.group(3), numbers.group(5))
        : List.of();
  }

  private static Optional<LocalDate> compact(String text, DateOrder order) {
    Optional<LocalDate> yearFirst =
        day(text.substring(0, 4), text.substring(4, 6), text.substring(6, 8));
    if (yearFirst.isPresent() || order == DateOrder.YMD || text.length() > 8) {
      return yearFirst;
    }
    String first = text.substring(0, 2);
    String second = text.substring(2, 4);
    String year = text.substring(4);
    return order == DateOrder.DMY ? day(year, second, first) : day(year, first, second);
  }

  private static Optional<LocalDate> numbers(Matcher numbers, DateOrder order) {
    String first = numbers.group(1);
    String second = numbers.group(3);
    String third = numbers.group(5);
    if (first.length() == 4) {
      return third.length() <= 2 ? day(first, second, third) : Optional.empty();
    }
    if (first.length() == 3 && third.length() <= 2) {
      return day(String.valueOf(Integer.parseInt(first) + YEARS_BEFORE_MINGUO), second, third);
    }
    if (first.length() == 3 || third.length() == 3) {
      return Optional.empty();
    }
    String year = numbers.group(4).equals("'") ? apostropheYear(third) : year(third);
    return switch (order) {
      case DMY -> day(year, second, first);
      case MDY -> day(year, first, second);
      case YMD ->
          third.length() > 2 || first.length() < 2
              ? Optional.empty()
              : day(year(first), second, third);
    };
  }

  private static String apostropheYear(String year) {
    return year.length() == 4 ? year : String.valueOf(2000 + Integer.parseInt(year));
  }

  /** Two digits: 1970 to 2069. */
  private static String year(String year) {
    if (year.length() > 2) {
      return year;
    }
    int number = Integer.parseInt(year);
    return String.valueOf(number < 70 ? 2000 + number : 1900 + number);
  }

  private static Optional<LocalDate> named(String day, String name, String year) {
    String plain =
        MARKS
            .matcher(Normalizer2.getNFDInstance().normalize(name))
            .replaceAll("")
            .toLowerCase(Locale.ROOT);
    int month = month(plain);
    return month == 0 || year.length() == 1 || year.length() == 3
        ? Optional.empty()
        : day(year(year), String.valueOf(month), day);
  }

  /** The month with the longest known beginning of its name, as in marras and mars; 0 if none. */
  private static int month(String plain) {
    int month = 0;
    int longest = 0;
    for (int i = 0; i < MONTHS.size(); i++) {
      for (String begin : MONTHS.get(i)) {
        if (begin.length() > longest && plain.startsWith(begin)) {
          month = i + 1;
          longest = begin.length();
        }
      }
    }
    return month;
  }

  private static Optional<LocalDate> day(String year, String month, String day) {
    try {
      int number = Integer.parseInt(year);
      LocalDate date =
          LocalDate.of(
              number >= FIRST_BUDDHIST_YEAR ? number - BUDDHIST_YEARS : number,
              Integer.parseInt(month),
              Integer.parseInt(day));
      return date.getYear() < 1900 || date.getYear() > 2200 ? Optional.empty() : Optional.of(date);
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  public static boolean isDate(String stated) {
    return !isSerial(stated)
        && (date(stated, DateOrder.DMY).isPresent()
            || date(stated, DateOrder.MDY).isPresent()
            || date(stated, DateOrder.YMD).isPresent());
  }
}
