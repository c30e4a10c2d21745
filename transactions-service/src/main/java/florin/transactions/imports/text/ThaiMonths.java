package florin.transactions.imports.text;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Dates with the names of Thai months, whose years are those of the Buddhist calendar. */
final class ThaiMonths {

  private static final List<List<String>> NAMES =
      Stream.of(
              "มกราคม|ม.ค.",
              "กุมภาพันธ์|ก.พ.",
              "มีนาคม|มี.ค.",
              "เมษายน|เม.ย.",
              "พฤษภาคม|พ.ค.",
              "มิถุนายน|มิ.ย.",
              "กรกฎาคม|ก.ค.",
              "สิงหาคม|ส.ค.",
              "กันยายน|ก.ย.",
              "ตุลาคม|ต.ค.",
              "พฤศจิกายน|พ.ย.",
              "ธันวาคม|ธ.ค.")
          .map(names -> Arrays.asList(names.split("[|]", -1)))
          .toList();

  /** Day, month and year. */
  static final Pattern DATE =
      Pattern.compile(
          "(\\d{1,2})[-/ ]*("
              + NAMES.stream()
                  .flatMap(List::stream)
                  .map(name -> Pattern.quote(name).replace(".", "\\E\\.?\\Q"))
                  .collect(Collectors.joining("|"))
              + ")[-/ ]*(?:พ\\.ศ\\. ?)?(\\d{4}|\\d{2})(?!\\d)");

  private ThaiMonths() {}

  /** The number of a month. */
  static String month(String name) {
    String plain = plain(name);
    for (int i = 0; i < NAMES.size(); i++) {
      if (NAMES.get(i).stream().anyMatch(known -> plain(known).equals(plain))) {
        return String.valueOf(i + 1);
      }
    }
    return "0";
  }

  private static String plain(String name) {
    return name.replace(".", "");
  }

  /** Two digits are those of a year of the Buddhist calendar. */
  static String year(String stated) {
    return stated.length() == 2 ? "25" + stated : stated;
  }
}
