package florin.transactions.imports.ndjson;

import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileMessages;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Details;
import florin.transactions.imports.read.FileRow.Part;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadFile.FileFormat;
import florin.transactions.imports.text.Amounts;
import florin.transactions.imports.text.Dates;
import florin.transactions.imports.text.Dates.DateOrder;
import florin.transactions.imports.text.FileCharacters;
import florin.transactions.imports.text.FileText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the transactions of an export in NDJSON. */
public final class NdjsonReader {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern START =
      Pattern.compile(
          "(?s)\\s*\\{\"(?=[^\\n]*\"date\":\")(?=[^\\n]*\"amount\":\\{\"amount\":\").*");
  private static final int MOST_ACCOUNTS = 1_000;

  private final FileText text;
  private final Consumer<FileRow> rows;
  private final FileMessages messages;
  private final Map<String, FileAccount> accounts = new LinkedHashMap<>();

  private NdjsonReader(FileText text, Consumer<FileRow> rows) {
    this.text = text;
    this.rows = rows;
    this.messages = new FileMessages(text.messages());
  }

  public static boolean recognises(String start) {
    return START.matcher(start).matches();
  }

  public static ReadFile read(FileText text, Consumer<FileRow> rows) {
    NdjsonReader reader = new NdjsonReader(text, rows);
    reader.readAll();
    return new ReadFile(
        FileFormat.NDJSON,
        "Florin",
        List.of(text.encoding()),
        List.copyOf(reader.accounts.values()),
        List.of(),
        reader.messages.all());
  }

  private void readAll() {
    FileCharacters all = text.text();
    int line = 0;
    int count = 0;
    for (int at = 0; at < all.length(); ) {
      int found = all.indexOf('\n', at);
      int end = found < 0 ? all.length() : found;
      line++;
      if (end - at > FileCharacters.LONGEST) {
        count++;
        rows.accept(
            FileRow.not(
                Status.UNREADABLE, line, List.of(), "the line is longer than a row can be"));
      } else if (!all.substring(at, end).isBlank()) {
        count++;
        row(line, all.substring(at, end).strip());
      }
      if (count >= ReadFile.MOST_ROWS && end + 1 < all.length()) {
        messages.add(line, "More than " + ReadFile.MOST_ROWS + " rows: not read.");
        return;
      }
      at = end + 1;
    }
  }

  private void row(int line, String json) {
    FileRow read;
    try {
      read = row(line, json, JSON.readTree(json));
    } catch (JacksonException _) {
      read = FileRow.not(Status.UNREADABLE, line, List.of(json), "the line is no JSON");
    }
    rows.accept(read);
  }

  private FileRow row(int line, String json, JsonNode row) {
    List<String> raw = List.of(json);
    String stated = row.path("date").asString("");
    Optional<LocalDate> date = Dates.date(stated, DateOrder.YMD);
    String sum = row.path("amount").path("amount").asString("");
    Optional<BigDecimal> amount = Amounts.amount(sum, '.');
    if (row.path("pending").asBoolean(false)) {
      return FileRow.not(Status.NOT_A_TRANSACTION, line, raw, "pending: not booked yet");
    }
    if (date.isEmpty()) {
      return FileRow.not(
          Status.UNREADABLE, line, raw, "date: '" + stated + "' (expected: such as 2026-01-31)");
    }
    if (amount.isEmpty()) {
      return FileRow.not(
          Status.UNREADABLE, line, raw, "amount: '" + sum + "' (expected: such as -12.34)");
    }
    return FileRow.readable(line, raw, values(row, date.get(), amount.get()));
  }

  private Values values(JsonNode row, LocalDate date, BigDecimal amount) {
    String name = row.path("display").path("account").asString("");
    String account = name.isEmpty() ? row.path("accountId").asString("") : name;
    String currency = row.path("amount").path("currency").asString("");
    if (accounts.size() < MOST_ACCOUNTS) {
      accounts.putIfAbsent(
          account, new FileAccount(account, "", currency, Optional.empty(), Optional.empty()));
    }
    return new Values(
        account,
        date,
        amount,
        currency,
        row.path("description").asString(""),
        row.path("note").asString(""),
        String.join(":", texts(row.path("display").path("categoryPath"))),
        row.path("id").asString(""),
        Optional.empty(),
        parts(row.path("splits")),
        new Details(
            Optional.empty(),
            "",
            Optional.empty(),
            "",
            row.path("transferAccount").asString(""),
            texts(row.path("tags"))));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.asString("")));
    return texts;
  }

  /** The categories of parts are ids, which mean nothing in another household. */
  private static List<Part> parts(JsonNode splits) {
    List<Part> parts = new ArrayList<>();
    for (JsonNode part : splits) {
      Optional<BigDecimal> amount =
          Amounts.amount(part.path("amount").path("amount").asString(""), '.');
      if (amount.isEmpty()) {
        return List.of();
      }
      parts.add(new Part(amount.get(), "", part.path("note").asString("")));
    }
    return parts;
  }
}
