package florin.migrate.plan;

import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.BroughtKeys;
import florin.migrate.plan.row.CurrencyText;
import florin.migrate.plan.row.KeptRows;
import florin.migrate.plan.row.Users;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.source.ExactAmounts;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Checks of single values of a row; each reports why a row is changed or left out. */
final class RowChecks {

  private static final int MOST = ExactAmounts.AMOUNT_DECIMALS;

  private final Findings findings;
  private final BroughtKeys keys;
  private final Users users;
  private final Map<String, String> firsts = new HashMap<>();

  RowChecks(Findings findings, BroughtKeys keys, Users users) {
    this.findings = findings;
    this.keys = keys;
    this.users = users;
  }

  boolean has(String table, KeptRows.Kept one, String column) {
    return one.row().text(column).isPresent()
        || leftOut(table, one, FindingRule.MISSING_VALUE, column + ": none (expected: a text)");
  }

  boolean leftOut(String table, KeptRows.Kept one, FindingRule rule, String detail) {
    findings.leftOut(table, one.key(), rule, detail);
    return false;
  }

  boolean user(String table, KeptRows.Kept one) {
    if (one.row().text("user_id").isPresent()) {
      return true;
    }
    if (users.fallback().isEmpty()) {
      return leftOut(
          table,
          one,
          FindingRule.USER_MISSING,
          "user_id: none (expected: a user, or --default-user)");
    }
    findings.changed(
        table, one.key(), FindingRule.USER_MISSING, "user_id: " + users.fallback().get());
    return true;
  }

  /** The user of a row whose table names one. */
  Optional<String> userOf(SourceRow row) {
    return row.text("user_id").or(users::fallback);
  }

  /** Whether the values of some columns occur for the first time. */
  boolean once(String table, KeptRows.Kept one, String... columns) {
    StringBuilder value = new StringBuilder();
    for (String column : columns) {
      value.append('\0').append(one.row().text(column).orElse(""));
    }
    return firstOf(table, one, value.toString(), String.join(", ", columns));
  }

  /**
   * Whether a value occurs for the first time; a row with the value of another one is merged into
   * it, and other rows may refer to either.
   *
   * @param columns that the value is made of, for the report
   */
  boolean firstOf(String table, KeptRows.Kept one, String value, String columns) {
    String first = firsts.putIfAbsent(table + '\0' + value, one.key());
    if (first == null) {
      return true;
    }
    findings.merged(
        table,
        one.key(),
        FindingRule.DUPLICATE_ID,
        "%s: the values of another row, %s".formatted(columns, first));
    keys.allow(table, one.key());
    return false;
  }

  /** Whether a needed number is there; the decimals that Florin does not hold are reported. */
  boolean number(String table, KeptRows.Kept one, String column) {
    return number(table, one, column, ExactAmounts.AMOUNT_DECIMALS);
  }

  boolean number(String table, KeptRows.Kept one, String column, int decimals) {
    try {
      Optional<BigDecimal> stored = one.row().number(column);
      if (stored.isEmpty()) {
        return leftOut(
            table, one, FindingRule.MISSING_VALUE, column + ": none (expected: a number)");
      }
      reportRounding(table, one, column, stored.get(), decimals);
      return true;
    } catch (SourceRow.Unreadable none) {
      return leftOut(table, one, FindingRule.UNREADABLE_VALUE, String.valueOf(none.getMessage()));
    } catch (ArithmeticException large) {
      return leftOut(table, one, FindingRule.OUT_OF_RANGE, column + ": " + large.getMessage());
    }
  }

  private void reportRounding(
      String table, KeptRows.Kept one, String column, BigDecimal stored, int decimals) {
    ExactAmounts.Exact exact = ExactAmounts.of(stored, one.row().table().column(column), decimals);
    findings.rounded(table, one.key(), column, stored, exact);
  }

  /** Reports numbers beside the needed ones; one that cannot be held is read as absent. */
  boolean optionalNumbers(String table, KeptRows.Kept one, String... columns) {
    for (String column : columns) {
      optionalNumber(table, one, column, ExactAmounts.AMOUNT_DECIMALS);
    }
    return true;
  }

  /** Reports a number beside the needed ones; one that cannot be held is read as absent. */
  boolean optionalNumber(String table, KeptRows.Kept one, String column, int decimals) {
    try {
      Optional<BigDecimal> stored = one.row().number(column);
      stored.ifPresent(of -> reportRounding(table, one, column, of, decimals));
    } catch (SourceRow.Unreadable none) {
      findings.changed(
          table, one.key(), FindingRule.UNREADABLE_VALUE, none.getMessage() + ": read as absent");
    } catch (ArithmeticException large) {
      findings.changed(
          table,
          one.key(),
          FindingRule.OUT_OF_RANGE,
          column + ": " + large.getMessage() + ": read as absent");
    }
    return true;
  }

  /** Reports a currency that is not brought as it is stored. */
  boolean currency(String table, KeptRows.Kept one, String column) {
    CurrencyText.changeOf(one.row().text(column), true)
        .ifPresent(
            change ->
                findings.changed(
                    table, one.key(), FindingRule.UNKNOWN_WORD, column + ": " + change));
    return true;
  }

  /** Reports an amount with more decimals than its currency has. */
  boolean rounded(String table, KeptRows.Kept one, String column, String currency) {
    try {
      one.row()
          .number(column)
          .map(amount -> ExactAmounts.of(amount, one.row().table().column(column), MOST).value())
          .filter(amount -> CurrencyText.rounded(amount, currency).compareTo(amount) != 0)
          .ifPresent(
              amount ->
                  findings.changed(
                      table,
                      one.key(),
                      FindingRule.ROUNDED,
                      "%s: %s became %s, the decimals of %s"
                          .formatted(
                              column,
                              amount.toPlainString(),
                              CurrencyText.rounded(amount, currency).toPlainString(),
                              currency)));
      return true;
    } catch (SourceRow.Unreadable | ArithmeticException none) {
      return true; // reported by the check of the number
    }
  }

  boolean isPositive(String table, KeptRows.Kept one, String column) {
    return isIn(table, one, column, value -> value.signum() > 0, "more than 0");
  }

  boolean isNotNegative(String table, KeptRows.Kept one, String column) {
    return isIn(table, one, column, value -> value.signum() >= 0, "0 or more");
  }

  boolean isNotZero(String table, KeptRows.Kept one, String column) {
    return isIn(table, one, column, value -> value.signum() != 0, "money in or out");
  }

  boolean isAtMost(String table, KeptRows.Kept one, String column, BigDecimal most) {
    return isIn(table, one, column, value -> value.compareTo(most) <= 0, "at most " + most);
  }

  private boolean isIn(
      String table,
      KeptRows.Kept one,
      String column,
      Predicate<BigDecimal> range,
      String expected) {
    try {
      Optional<BigDecimal> value = one.row().number(column);
      return value.filter(range).isPresent()
          || leftOut(
              table,
              one,
              FindingRule.OUT_OF_RANGE,
              "%s: %s (expected: %s)"
                  .formatted(column, value.map(BigDecimal::toString).orElse("none"), expected));
    } catch (SourceRow.Unreadable none) {
      return leftOut(table, one, FindingRule.UNREADABLE_VALUE, String.valueOf(none.getMessage()));
    }
  }

  /** Reports a text of which only the beginning is brought. */
  boolean shortened(String table, KeptRows.Kept one, String column, int longest) {
    one.row()
        .text(column)
        .filter(text -> text.length() > longest)
        .ifPresent(
            text ->
                findings.changed(
                    table,
                    one.key(),
                    FindingRule.SHORTENED,
                    "%s: %d characters (expected: at most %d)"
                        .formatted(column, text.length(), longest)));
    return true;
  }

  /** Reports texts of a provider of which only the beginning is brought. */
  boolean textsOfProvider(String table, KeptRows.Kept one, String... columns) {
    for (String column : columns) {
      shortened(table, one, column, Vocabulary.LONGEST_OF_PROVIDER);
    }
    return true;
  }

  /**
   * The rows with distinct names for each user, none longer than Florin holds.
   *
   * @param owner the user of a row
   */
  List<SourceRow> distinctNames(
      String table, List<SourceRow> rows, int longest, Function<SourceRow, String> owner) {
    Set<String> taken = new HashSet<>();
    List<SourceRow> named = new ArrayList<>();
    for (SourceRow row : rows) {
      String key = row.text("id").orElse("");
      String name = row.text("name").orElse("Group");
      String cut = Vocabulary.cut(name, longest);
      if (!cut.equals(name)) {
        findings.changed(
            table,
            key,
            FindingRule.SHORTENED,
            "name: %d characters (expected: at most %d)".formatted(name.length(), longest));
      }
      if (!taken.add(owner.apply(row) + '\0' + Vocabulary.nameKey(cut))) {
        String suffix = " (%s)".formatted(key);
        cut = Vocabulary.cut(cut, longest - suffix.length()) + suffix;
        findings.changed(table, key, FindingRule.NAME_TAKEN, "name: became " + cut);
      }
      named.add(row.with("name", cut));
    }
    return List.copyOf(named);
  }

  /** A number of a row that {@link #number} has accepted. */
  BigDecimal numberOf(SourceRow row, String column) {
    try {
      return row.number(column).orElse(BigDecimal.ZERO);
    } catch (SourceRow.Unreadable none) {
      return BigDecimal.ZERO;
    }
  }

  /** The calendar date of a row that {@link #date} has accepted. */
  Optional<LocalDate> day(SourceRow row, String column) {
    try {
      return row.date(column);
    } catch (SourceRow.Unreadable none) {
      return Optional.empty();
    }
  }

  /** Reports a date beside the needed ones that cannot be read. */
  boolean optionalDate(String table, KeptRows.Kept one, String column) {
    try {
      one.row()
          .date(column)
          .filter(Predicate.not(SourceRow::isHeld))
          .ifPresent(
              day ->
                  findings.changed(
                      table,
                      one.key(),
                      FindingRule.OUT_OF_RANGE,
                      "%s: %s (expected: 1900 or later): read as absent".formatted(column, day)));
    } catch (SourceRow.Unreadable none) {
      findings.changed(
          table, one.key(), FindingRule.UNREADABLE_VALUE, none.getMessage() + ": read as absent");
    }
    return true;
  }

  boolean date(String table, KeptRows.Kept one, String column) {
    try {
      Optional<LocalDate> day = one.row().date(column);
      if (day.isEmpty()) {
        return leftOut(table, one, FindingRule.MISSING_VALUE, column + ": none (expected: a date)");
      }
      return SourceRow.isHeld(day.get())
          || leftOut(
              table,
              one,
              FindingRule.OUT_OF_RANGE,
              "%s: %s (expected: 1900 or later)".formatted(column, day.get()));
    } catch (SourceRow.Unreadable none) {
      return leftOut(table, one, FindingRule.UNREADABLE_VALUE, String.valueOf(none.getMessage()));
    }
  }

  boolean known(String table, KeptRows.Kept one, String column, Set<String> words, String instead) {
    one.row()
        .text(column)
        .filter(Predicate.not(word -> words.contains(Vocabulary.lower(word))))
        .ifPresent(
            word ->
                findings.changed(
                    table,
                    one.key(),
                    FindingRule.UNKNOWN_WORD,
                    "%s: '%s' became %s".formatted(column, word, instead)));
    return true;
  }
}
