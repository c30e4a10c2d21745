package florin.transactions.imports.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as files write them: the day as written, without zones. */
public final class Dates {

  /** The order of day, month and year where a file writes digits only. */
  public enum DateOrder {
    DMY,
    MDY,
    YMD
  }

  private static final int LONGEST = 50;
  private static final Pattern TIME =
      Pattern.compile("(?:[T,]|\\s)\\s*\\d{1,2}:\\d{2}.*$|(?<=\\d{4}-\\d{2}-\\d{2})[T+Z].*$");
  private static final Pattern WEEKDAY = Pattern.compile("^\\p{L}{2,10}[,.]\\s*(?=\\d)");
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,4})\\s*([-/.' ])\\s*(\\d{1,2})\\s*([-/.' ])\\s*(\\d{1,4})\\.?");
  private static final Pattern COMPACT = Pattern.compile("\\d{8}");
  private static final Pattern DAY_NAME =
      Pattern.compile("(\\d{1,4})(?:st|nd|rd|th)?[-/. ]*(\\p{L}{3,10})[-/., ']*(\\d{1,4})");
  private static final Pattern NAME_DAY =
      Pattern.compile("(\\p{L}{3,10})[-/. ]*(\\d{1,2})(?:st|nd|rd|th)?[-/., ']+(\\d{2,4})");
  private static final Map<String, Integer> MONTHS =
      Map.ofEntries(
          Map.entry("jan", 1),
          Map.entry("jän", 1),
          Map.entry("ene", 1),
          Map.entry("gen", 1),
          Map.entry("feb", 2),
          Map.entry("fév", 2),
          Map.entry("fev", 2),
          Map.entry("mar", 3),
          Map.entry("mär", 3),
          Map.entry("mrz", 3),
          Map.entry("mrt", 3),
          Map.entry("maa", 3),
          Map.entry("apr", 4),
          Map.entry("avr", 4),
          Map.entry("abr", 4),
          Map.entry("may", 5),
          Map.entry("mai", 5),
          Map.entry("mei", 5),
          Map.entry("maj", 5),
          Map.entry("mag", 5),
          Map.entry("jun", 6),
          Map.entry("giu", 6),
          Map.entry("jul", 7),
          Map.entry("lug", 7),
          Map.entry("aug", 8),
          Map.entry("aoû", 8),
          Map.entry("aou", 8),
          Map.entry("ago", 8),
          Map.entry("sep", 9),
          Map.entry("set", 9),
          Map.entry("oct", 10),
          Map.entry("okt", 10),
          Map.entry("ott", 10),
          Map.entry("out", 10),
          Map.entry("nov", 11),
          Map.entry("dec", 12),
          Map.entry("dez", 12),
          Map.entry("déc", 12),
          Map.entry("dic", 12));

  private Dates() {}

  /** The day with this order of the digits; empty if the text is no date. */
  public static Optional<LocalDate> date(String stated, DateOrder order) {
    if (stated.length() > LONGEST || stated.isBlank()) {
      return Optional.empty();
    }
    String text = stated.strip();
    text = TIME.matcher(WEEKDAY.matcher(text).replaceFirst("")).replaceFirst("").strip();
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
    return nameDay.matches()
        ? named(nameDay.group(2), nameDay.group(1), nameDay.group(3))
        : Optional.empty();
  }

  private static Optional<LocalDate> compact(String text, DateOrder order) {
    Optional<LocalDate> yearFirst =
        day(text.substring(0, 4), text.substring(4, 6), text.substring(6));
    if (yearFirst.isPresent() || order == DateOrder.YMD) {
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
    if (first.length() == 3 || third.length() == 3) {
      return Optional.empty();
    }
    String year = numbers.group(4).equals("'") ? apostropheYear(third) : year(third);
    return switch (order) {
      case DMY -> day(year, second, first);
      case MDY -> day(year, first, second);
      case YMD -> third.length() > 2 ? Optional.empty() : day(year(first), second, third);
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
    String start = name.toLowerCase(Locale.ROOT).substring(0, 3);
    Integer month =
        name.toLowerCase(Locale.ROOT).startsWith("juil") ? Integer.valueOf(7) : MONTHS.get(start);
    return month == null || year.length() == 3
        ? Optional.empty()
        : day(year(year), String.valueOf(month), day);
  }

  private static Optional<LocalDate> day(String year, String month, String day) {
    try {
      LocalDate date =
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
      return date.getYear() < 1900 || date.getYear() > 2200 ? Optional.empty() : Optional.of(date);
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  public static boolean isDate(String stated) {
    return date(stated, DateOrder.DMY).isPresent()
        || date(stated, DateOrder.MDY).isPresent()
        || date(stated, DateOrder.YMD).isPresent();
  }

  /** The orders that read most of the dates; more than one if the dates do not settle it. */
  public static List<DateOrder> orders(List<String> dates) {
    int[] read = new int[3];
    boolean differ = false;
    boolean points = !dates.isEmpty();
    for (String stated : dates) {
      Optional<LocalDate> dmy = date(stated, DateOrder.DMY);
      Optional<LocalDate> mdy = date(stated, DateOrder.MDY);
      Optional<LocalDate> ymd = date(stated, DateOrder.YMD);
      read[0] += dmy.isPresent() ? 1 : 0;
      read[1] += mdy.isPresent() ? 1 : 0;
      read[2] += ymd.isPresent() ? 1 : 0;
      differ |= dmy.isPresent() && mdy.isPresent() && !dmy.equals(mdy);
      points &= stated.indexOf('.') > 0 && stated.indexOf('/') < 0;
    }
    if (read[2] > read[0] && read[2] > read[1] || read[2] == dates.size() && !differ) {
      return List.of(DateOrder.YMD);
    }
    if (read[0] == read[1]) {
      return differ && !points ? List.of(DateOrder.DMY, DateOrder.MDY) : List.of(DateOrder.DMY);
    }
    return List.of(read[0] > read[1] ? DateOrder.DMY : DateOrder.MDY);
  }
}
