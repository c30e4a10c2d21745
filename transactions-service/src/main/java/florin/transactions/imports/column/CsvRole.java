package florin.transactions.imports.column;

import com.ibm.icu.text.Normalizer2;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The meaning of a column, with the titles that banks give it, the best first. */
public enum CsvRole {
  DATE,
  VALUE_DATE,
  CREDIT,
  DEBIT,
  AMOUNT,
  BALANCE,
  DIRECTION,
  STATUS,
  TEXT,
  NOTE,
  CURRENCY,
  ACCOUNT,
  ID,
  CATEGORY,
  GROUP,
  TAGS,
  FEE,
  ORIGINAL_AMOUNT,
  ORIGINAL_CURRENCY,
  CHECK_NUMBER,
  TRANSFER,
  /** Titles that are known and have no use, so that they are not taken for similar ones. */
  OTHER;

  private static final Pattern BRACKETS = Pattern.compile("[(\\[][^)\\]]{0,30}[)\\]]");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHER_CHARACTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern CAMEL_CASE = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu}\\p{Ll})");
  private static final int LONGEST_TITLE = 80;

  /** Parts of titles of amounts and dates that are not those of the booking. */
  private static final Set<String> FOREIGN =
      Set.of(
          "foreign",
          "original",
          "fremd",
          "fee",
          "tax",
          "rate",
          "kurs",
          "gebuhr",
          "limit",
          "saldo",
          "balance",
          "divisa",
          "devise",
          "urspr",
          "number",
          "count",
          "points",
          "birth",
          "valid",
          "due",
          "expir",
          "valuta",
          "valeur",
          "value");

  /** Parts of titles of balances that are not those after the booking. */
  private static final Pattern OTHER_BALANCE =
      Pattern.compile(
          "open|start|begin|initial|inicial|iniziale|previous|before|anterior|precedent|voor"
              + "|avail|dispo|verfug|foreign|original|limit|points|date|datum");

  private static final Map<CsvRole, Map<String, Integer>> TITLES = titles();
  private static final Set<String> KNOWN =
      TITLES.values().stream()
          .flatMap(titles -> titles.keySet().stream())
          .collect(Collectors.toUnmodifiableSet());

  /** The name of the column in settings, such as valueDate. */
  public String word() {
    String[] parts = name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder word = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      word.append(parts[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(parts[i].substring(1));
    }
    return word.toString();
  }

  /** The place of the title among the known ones, from 0; -1 if it is not known. */
  public int rank(String title) {
    if (title.length() > LONGEST_TITLE) {
      return -1;
    }
    Map<String, Integer> ranks = Objects.requireNonNull(TITLES.get(this));
    Integer whole = ranks.get(plain(title));
    if (whole != null) {
      return whole;
    }
    boolean foreign =
        title.indexOf('(') >= 0 && isForeign(plain(title.substring(title.indexOf('('))));
    Integer rank = foreign ? null : ranks.get(plain(withoutBrackets(title)));
    return rank == null ? -1 : rank;
  }

  private static boolean isForeign(String plain) {
    return FOREIGN.stream().anyMatch(plain::contains);
  }

  /** Like rank, for titles that contain a known one; the longest known one decides. */
  int similar(String title) {
    if (title.length() > LONGEST_TITLE) {
      return -1;
    }
    String plain = " " + plain(withoutBrackets(title)) + " ";
    if (this == BALANCE ? OTHER_BALANCE.matcher(plain).find() : isForeign(plain)) {
      return -1;
    }
    int best = -1;
    int length = 0;
    for (Map.Entry<String, Integer> known : Objects.requireNonNull(TITLES.get(this)).entrySet()) {
      String key = known.getKey();
      if (key.length() >= 4 && key.length() > length && contains(plain, key)) {
        best = known.getValue();
        length = key.length();
      }
    }
    return best;
  }

  private static boolean contains(String plain, String key) {
    return plain.contains(" " + key + " ")
        || key.length() >= 5 && (plain.contains(" " + key) || plain.contains(key + " "));
  }

  public static boolean known(String title) {
    if (title.length() > LONGEST_TITLE || title.chars().noneMatch(Character::isLetter)) {
      return false;
    }
    return KNOWN.contains(plain(title)) || KNOWN.contains(plain(withoutBrackets(title)));
  }

  private static String withoutBrackets(String title) {
    return BRACKETS.matcher(title).replaceAll(" ");
  }

  public static String plain(String title) {
    String words = CAMEL_CASE.matcher(title.replace("ß", "ss")).replaceAll(" ");
    String letters = Normalizer2.getNFDInstance().normalize(words);
    return OTHER_CHARACTERS
        .matcher(
            MARKS
                .matcher(letters)
                .replaceAll("")
                .replace('ł', 'l')
                .replace('Ł', 'L')
                .replace('ø', 'o')
                .replace('Ø', 'O')
                .replace("æ", "ae")
                .replace("Æ", "Ae")
                .replace('ı', 'i'))
        .replaceAll(" ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static Map<CsvRole, Map<String, Integer>> titles() {
    Map<CsvRole, Map<String, Integer>> titles = new EnumMap<>(CsvRole.class);
    for (CsvRole role : values()) {
      titles.put(role, new HashMap<>());
    }
    Map<String, Integer> section = new HashMap<>();
    for (String line : lines()) {
      if (line.startsWith("[")) {
        section =
            Objects.requireNonNull(
                titles.get(CsvRole.valueOf(line.substring(1, line.length() - 1))));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        section.putIfAbsent(plain(line), section.size());
      }
    }
    return titles;
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(CsvRole.class.getResourceAsStream("titles.txt")),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
      return lines;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
