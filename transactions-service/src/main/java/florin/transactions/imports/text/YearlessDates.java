package florin.transactions.imports.text;

import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.FileSetting.Origin;
import florin.transactions.imports.read.FileSetting.Reading;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.text.Dates.DateOrder;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The years of dates that a file writes without them: from the lines before its header, else from
 * the user. The newest date has that year; where the months of the file begin again, the year
 * changes.
 */
public final class YearlessDates {

  /** Has 29 February. */
  private static final int LEAP_YEAR = 2024;

  private static final int HALF_A_YEAR = 6;
  private static final int OFFERED_YEARS = 5;
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,2})\\s?([-/.])\\s?(\\d{1,2})\\.?(?:\\s+\\d{1,2}:\\d{2}.{0,12})?");
  private static final Pattern NAMED =
      Pattern.compile(
          "(\\d{1,2})(?:st|nd|rd|th|er|\\.)?[-/ ]*(\\p{L}{3,12})\\.?"
              + "|(\\p{L}{3,12})[-/. ]+(\\d{1,2})(?:st|nd|rd|th|\\.)?");
  private static final Pattern EAST_ASIAN = Pattern.compile("(\\d{1,2})[月월]\\s?(\\d{1,2})[日일]?");
  private static final Pattern STATED_DATE =
      Pattern.compile(
          "(?<![\\d.,])\\d{1,4}[-./]\\d{1,2}[-./]\\d{1,4}(?!\\d)"
              + "|(?<!\\d)\\d{1,2}\\.? ?\\p{L}{3,12}[., ]{1,2}\\d{4}(?!\\d)"
              + "|\\p{L}{3,10}\\.? \\d{1,2},? \\d{4}(?!\\d)");
  private static final Pattern STATED_YEAR =
      Pattern.compile("(?<![\\d.,/-])(?:19|20)\\d{2}(?![\\d.,/-])");

  private final List<String> lines = new ArrayList<>();
  private final Track[] tracks = {new Track(), new Track()};
  private int dates;
  private final Track reading = new Track();
  private Optional<Integer> last = Optional.empty();
  private int first;
  private DateOrder order = DateOrder.DMY;

  /** The months of the dates in the order of the file. */
  private static final class Track {
    private int month;
    private int turns;
    private Optional<MonthDay> begin = Optional.empty();
    private Optional<MonthDay> end = Optional.empty();
    private Optional<MonthDay> greatest = Optional.empty();

    void add(MonthDay day) {
      int now = day.getMonthValue();
      if (month > 0 && month - now >= HALF_A_YEAR) {
        turns++;
      } else if (month > 0 && now - month >= HALF_A_YEAR) {
        turns--;
      }
      month = now;
      begin = begin.isEmpty() ? Optional.of(day) : begin;
      end = Optional.of(day);
      greatest = greatest.filter(day::isBefore).or(() -> Optional.of(day));
    }

    Optional<MonthDay> newest() {
      return turns == 0 ? greatest : turns < 0 ? begin : end;
    }
  }

  /** The text of a date of a leap year; the text itself if it has a year or is no date. */
  public static String completed(String stated) {
    return withYear(stated, LEAP_YEAR);
  }

  private static String withYear(String stated, int year) {
    String text = AsciiForms.of(stated).strip();
    Matcher numbers = NUMBERS.matcher(text);
    if (numbers.matches()) {
      String mark = numbers.group(2);
      return numbers.group(1) + mark + numbers.group(3) + mark + year;
    }
    Matcher named = NAMED.matcher(text);
    if (named.matches()) {
      return named.group(1) != null
          ? named.group(1) + " " + named.group(2) + " " + year
          : named.group(4) + " " + named.group(3) + " " + year;
    }
    Matcher eastAsian = EAST_ASIAN.matcher(text);
    return eastAsian.matches()
        ? year + "/" + eastAsian.group(1) + "/" + eastAsian.group(2)
        : stated;
  }

  /** Whether the text is a day and a month without a year. */
  public static boolean is(String stated) {
    if (stated.length() > 30 || !AsciiForms.hasDigit(stated) || Dates.isDate(stated)) {
      return false;
    }
    String completed = completed(stated);
    return !completed.equals(stated) && Dates.isDate(completed);
  }

  /** A line before the header, which may have the dates of the statement. */
  public void addLine(String line) {
    lines.add(line);
  }

  /** A date of the file without a year. */
  public void add(String stated) {
    dates++;
    String completed = completed(stated);
    Dates.date(completed, DateOrder.DMY).ifPresent(day -> tracks[0].add(monthDay(day)));
    Dates.date(completed, DateOrder.MDY).ifPresent(day -> tracks[1].add(monthDay(day)));
  }

  private static MonthDay monthDay(LocalDate day) {
    return MonthDay.from(day);
  }

  /** Whether the file has such dates. */
  public boolean any() {
    return dates > 0;
  }

  /** The year of the newest date. */
  public FileSetting setting(ReadOptions options, DateOrder found) {
    order = found == DateOrder.MDY ? DateOrder.MDY : DateOrder.DMY;
    Track track = tracks[order == DateOrder.MDY ? 1 : 0];
    last =
        options
            .value(ReadOptions.YEAR)
            .filter(year -> year.matches("\\d{4}"))
            .map(Integer::valueOf)
            .or(() -> track.newest().flatMap(this::stated));
    first = last.orElse(LEAP_YEAR) - Math.max(0, track.turns);
    return last.isPresent()
        ? FileSetting.of(options, ReadOptions.YEAR, String.valueOf(last.get()))
        : new FileSetting(
            ReadOptions.YEAR,
            Origin.NEEDED,
            "",
            track.newest().map(day -> readings(options, day)).orElse(List.of()));
  }

  /** The year of the newest date by the dates before the header, else by the only year there. */
  private Optional<Integer> stated(MonthDay newest) {
    Optional<LocalDate> end =
        lines.stream()
            .flatMap(line -> STATED_DATE.matcher(line).results())
            .flatMap(date -> Dates.date(date.group(), order).stream())
            .max(LocalDate::compareTo);
    if (end.isPresent()) {
      int year = end.get().getYear();
      return Optional.of(newest.isAfter(monthDay(end.get())) ? year - 1 : year);
    }
    Set<String> years = new TreeSet<>();
    lines.forEach(
        line -> STATED_YEAR.matcher(line).results().forEach(year -> years.add(year.group())));
    return years.size() == 1
        ? Optional.of(Integer.valueOf(years.iterator().next()))
        : Optional.empty();
  }

  /** The years that the newest date can have so that it is not after the upload. */
  private static List<Reading> readings(ReadOptions options, MonthDay newest) {
    return options
        .value(ReadOptions.UPLOADED)
        .map(LocalDate::parse)
        .map(
            day ->
                IntStream.range(0, OFFERED_YEARS)
                    .map(i -> day.getYear() - i - (newest.isAfter(monthDay(day)) ? 1 : 0))
                    .mapToObj(
                        year -> new Reading(String.valueOf(year), "", newest.atYear(year) + "", ""))
                    .toList())
        .orElse(List.of());
  }

  /** The next date of the file with its year; empty if the year is not known. */
  public Optional<String> next(String stated) {
    if (last.isEmpty()) {
      return Optional.empty();
    }
    Dates.date(completed(stated), order).ifPresent(day -> reading.add(monthDay(day)));
    return Optional.of(withYear(stated, first + reading.turns));
  }
}
