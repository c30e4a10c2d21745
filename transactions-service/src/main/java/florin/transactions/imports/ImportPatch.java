package florin.transactions.imports;

import florin.events.CurrencyCode;
import florin.journal.stream.Rejection;
import florin.journal.web.PatchField;
import florin.journal.web.problem.ProblemType;
import florin.transactions.imports.preview.RowTarget;
import florin.transactions.imports.preview.TargetAccounts;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.store.ImportRows.RowDecision;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.imports.store.StoredRow.Decision;
import florin.transactions.problem.TransactionsProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A change of the settings of an import; what is left out stays, null returns to detection. */
record ImportPatch(
    @Schema(
            types = {"string", "null"},
            description = "Encoding, such as windows-1250.")
        PatchField<String> encoding,
    @Schema(
            types = {"string", "null"},
            description = "Delimiter: one character, or tab.")
        PatchField<String> delimiter,
    @Schema(
            types = {"integer", "null"},
            description = "Line of the header, from 1; 0 if there is none.")
        PatchField<Integer> headerLine,
    @Schema(
            implementation = Object.class,
            description =
                "Columns by role: date, amount, credit, debit, balance, text, note, currency,"
                    + " account, id, category, direction. Each is a title or a number from 1, or a"
                    + " list of them; null returns to detection.")
        @Nullable Map<String, JsonNode> columns,
    @Schema(
            types = {"string", "null"},
            allowableValues = {"DMY", "MDY", "YMD"},
            description = "Order of dates.")
        PatchField<String> dateOrder,
    @Schema(
            types = {"integer", "null"},
            description = "Year of the newest date of a file whose dates have none.")
        PatchField<Integer> year,
    @Schema(
            types = {"string", "null"},
            allowableValues = {".", ","},
            description = "Decimal sign.")
        PatchField<String> decimalSign,
    @Schema(
            types = {"boolean", "null"},
            description = "Whether the signs of all amounts are inverted.")
        PatchField<Boolean> negate,
    @Nullable @Schema(description = "Words of the direction column.") DirectionWords directionWords,
    @Schema(
            types = {"string", "null"},
            description = "Currency of rows that name none.")
        PatchField<String> currency,
    @Schema(
            types = {"string", "null"},
            format = "uuid",
            description = "Account of all rows whose account is not in `accounts`.")
        PatchField<UUID> accountId,
    @Nullable @Schema(description = "Accounts by their name in the file.")
        List<FileAccountChoice> accounts,
    @Nullable @Schema(description = "Decisions about rows, at most 5,000.")
        List<DecisionChoice> decisions) {

  private static final int MOST_DECISIONS = 5_000;
  private static final int MOST_CHOICES = 500;
  private static final int LONGEST = 200;
  private static final Set<String> ROLES =
      Set.of(
          "date",
          "amount",
          "credit",
          "debit",
          "balance",
          "text",
          "note",
          "currency",
          "account",
          "id",
          "category",
          "direction");

  /** The words of the direction column. */
  record DirectionWords(
      @Nullable @Schema(description = "Words for money out.") List<String> debit,
      @Nullable @Schema(description = "Words for money in.") List<String> credit) {}

  /** The account that a name in the file stands for. */
  record FileAccountChoice(
      @Nullable @Schema(description = "Name in the file; empty if it names none.") String name,
      @Nullable
          @Schema(
              description = "The account; null returns to detection.",
              types = {"string", "null"},
              format = "uuid")
          UUID accountId,
      @Nullable @Schema(description = "Whether its rows are left out.") Boolean skip) {}

  /** A decision about a row. */
  @Schema(requiredProperties = "row")
  record DecisionChoice(
      @Nullable @Schema(description = "Number of the row.") Integer row,
      @Nullable
          @Schema(
              description =
                  "new: add it; same: it is the transaction that it matches, or transactionId;"
                      + " skip: leave it out; null: no decision.",
              allowableValues = {"new", "same", "skip"},
              types = {"string", "null"})
          String decision,
      @Nullable
          @Schema(
              description = "The transaction that the row is.",
              types = {"string", "null"},
              format = "uuid")
          UUID transactionId) {}

  /** Whether the file has to be read again. */
  boolean rereads() {
    return encoding.present()
        || delimiter.present()
        || headerLine.present()
        || columns != null
        || dateOrder.present()
        || year.present()
        || decimalSign.present()
        || negate.present()
        || directionWords != null;
  }

  /** Whether the rows have to be compared with transactions again. */
  boolean compares() {
    return currency.present() || accountId.present() || accounts != null;
  }

  /** The options after the change. */
  Map<String, String> options(Map<String, String> before) {
    Map<String, String> options = new LinkedHashMap<>(before);
    set(
        options,
        ReadOptions.ENCODING,
        encoding.present(),
        encoding.value().map(ImportPatch::charset));
    set(
        options,
        ReadOptions.DELIMITER,
        delimiter.present(),
        delimiter.value().map(ImportPatch::delimiter));
    set(
        options,
        ReadOptions.HEADER_LINE,
        headerLine.present(),
        headerLine.value().map(ImportPatch::headerLine));
    set(
        options,
        ReadOptions.DATE_ORDER,
        dateOrder.present(),
        dateOrder
            .value()
            .map(one -> oneOf("dateOrder", one.toUpperCase(Locale.ROOT), "DMY", "MDY", "YMD")));
    set(options, ReadOptions.YEAR, year.present(), year.value().map(ImportPatch::year));
    set(
        options,
        ReadOptions.DECIMAL_SIGN,
        decimalSign.present(),
        decimalSign.value().map(one -> oneOf("decimalSign", one, ".", ",")));
    set(options, ReadOptions.NEGATE, negate.present(), negate.value().map(String::valueOf));
    set(
        options,
        RowTarget.CURRENCY,
        currency.present(),
        currency.value().map(ImportPatch::currency));
    if (directionWords != null) {
      words(options, "direction.debit", directionWords.debit());
      words(options, "direction.credit", directionWords.credit());
    }
    if (columns != null) {
      columns.forEach((role, value) -> column(options, role, value));
    }
    return options;
  }

  private static void set(
      Map<String, String> options, String name, boolean present, Optional<String> value) {
    if (present) {
      value.ifPresentOrElse(one -> options.put(name, one), () -> options.remove(name));
    }
  }

  private static String charset(String name) {
    try {
      return Charset.forName(name).name();
    } catch (IllegalArgumentException unknown) {
      throw invalid("encoding", name, "the name of an encoding, such as windows-1252");
    }
  }

  private static String delimiter(String given) {
    String delimiter = given.equalsIgnoreCase("tab") ? "\t" : given;
    if (delimiter.length() != 1 || delimiter.charAt(0) < ' ' && delimiter.charAt(0) != '\t') {
      throw invalid("delimiter", given, "one character, or tab");
    }
    return delimiter;
  }

  private static String headerLine(Integer line) {
    if (line < 0 || line > 10_000) {
      throw invalid("headerLine", String.valueOf(line), "0 to 10,000");
    }
    return String.valueOf(line);
  }

  private static String year(Integer year) {
    if (year < 1900 || year > 2200) {
      throw invalid("year", String.valueOf(year), "1900 to 2200");
    }
    return String.valueOf(year);
  }

  private static String oneOf(String field, String value, String... allowed) {
    if (!List.of(allowed).contains(value)) {
      throw invalid(field, value, "one of " + String.join(" ", allowed));
    }
    return value;
  }

  private static String currency(String code) {
    try {
      return CurrencyCode.official(code).code();
    } catch (IllegalArgumentException unknown) {
      throw invalid("currency", code, "an ISO 4217 code such as USD");
    }
  }

  private static void words(
      Map<String, String> options, String name, @Nullable List<String> words) {
    if (words != null) {
      List<String> given = words.stream().filter(java.util.Objects::nonNull).toList();
      String joined = String.join("|", given);
      if (joined.length() > LONGEST) {
        throw invalid("directionWords", joined.substring(0, 20), "at most 200 characters in all");
      }
      set(options, name, true, Optional.of(joined).filter(one -> !one.isEmpty()));
    }
  }

  private static void column(Map<String, String> options, String role, @Nullable JsonNode value) {
    String field = "columns/" + role;
    if (!ROLES.contains(role)) {
      throw invalid(
          "columns", shown(role), "one of " + String.join(" ", new java.util.TreeSet<>(ROLES)));
    }
    List<String> names = new ArrayList<>();
    if (value != null && value.isArray()) {
      value.forEach(one -> names.add(name(field, one)));
    } else if (value != null && !value.isNull()) {
      names.add(name(field, value));
    }
    set(
        options,
        ReadOptions.COLUMN + role,
        true,
        names.isEmpty() ? Optional.empty() : Optional.of(String.join("|", names)));
  }

  private static String name(String field, JsonNode value) {
    String name = value.isString() ? value.stringValue() : value.isInt() ? value.asString() : "";
    if (name.isBlank() || name.length() > LONGEST || name.indexOf('\0') >= 0) {
      throw invalid(field, shown(value.toString()), "the title of a column, or its number from 1");
    }
    return name;
  }

  private static String shown(String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) : text;
    return shown.replace('\0', '\uFFFD');
  }

  static Rejection invalid(String field, String value, String expected) {
    return new Rejection(
        TransactionsProblem.IMPORT_SETTING_INVALID,
        field.replace('/', '.') + ": '" + shown(value) + "' (expected: " + expected + ")",
        "/" + field);
  }

  /** The accounts by name after the change. */
  Map<String, String> accounts(Map<String, String> before, TargetAccounts known) {
    Map<String, String> chosen = new LinkedHashMap<>(before);
    if (accountId.present()) {
      set(
          chosen,
          TargetAccounts.ANY,
          true,
          accountId.value().map(id -> account(known, id, "accountId")));
    }
    List<FileAccountChoice> choices = accounts == null ? List.of() : accounts;
    if (choices.size() > MOST_CHOICES) {
      throw invalid("accounts", choices.size() + " entries", "at most " + MOST_CHOICES);
    }
    for (int i = 0; i < choices.size(); i++) {
      FileAccountChoice choice = choices.get(i);
      String pointer = "accounts/" + i;
      if (choice == null || choice.name() == null) {
        throw new Rejection(
            ProblemType.INVALID_REQUEST.code(),
            "accounts: without a name (expected: the name in the file)",
            "/" + pointer + "/name");
      }
      Optional<String> value =
          Boolean.TRUE.equals(choice.skip())
              ? Optional.of(StoredImport.SKIP)
              : Optional.ofNullable(choice.accountId())
                  .map(id -> account(known, id, pointer + "/accountId"));
      set(chosen, choice.name(), true, value);
    }
    return chosen;
  }

  private static String account(TargetAccounts known, UUID id, String pointer) {
    return known
        .target(id)
        .map(target -> target.id().toString())
        .orElseThrow(
            () ->
                new Rejection(
                    TransactionsProblem.IMPORT_ACCOUNT_UNKNOWN,
                    pointer.replace('/', '.')
                        + ": '"
                        + id
                        + "' (expected: one of your open accounts)",
                    "/" + pointer));
  }

  /** The decisions, the last one of each row. */
  List<RowDecision> rowDecisions() {
    List<DecisionChoice> choices = decisions == null ? List.of() : decisions;
    if (choices.size() > MOST_DECISIONS) {
      throw invalid("decisions", choices.size() + " entries", "at most " + MOST_DECISIONS);
    }
    Map<Integer, RowDecision> last = new LinkedHashMap<>();
    for (int i = 0; i < choices.size(); i++) {
      DecisionChoice choice = choices.get(i);
      if (choice == null || choice.row() == null) {
        throw new Rejection(
            ProblemType.INVALID_REQUEST.code(),
            "decisions: without a row (expected: the number of a row)",
            "/decisions/" + i + "/row");
      }
      last.put(
          choice.row(),
          new RowDecision(choice.row(), decision(choice.decision(), i), choice.transactionId()));
    }
    return List.copyOf(last.values());
  }

  private static @Nullable Decision decision(@Nullable String word, int index) {
    if (word == null) {
      return null;
    }
    for (Decision decision : Decision.values()) {
      if (decision.word().equals(word)) {
        return decision;
      }
    }
    throw new Rejection(
        TransactionsProblem.IMPORT_DECISION_INVALID,
        "decision: '" + shown(word) + "' (expected: new, same, skip or null)",
        "/decisions/" + index + "/decision");
  }
}
