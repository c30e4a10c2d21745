package florin.transactions.imports.ofx;

import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileMessage;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadFile.FileFormat;
import florin.transactions.imports.text.FileText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads OFX 1 and 2 and QFX from their tags in sequence, without a tree: an end tag that is missing
 * or wrong affects nothing but the element it belongs to.
 */
public final class OfxReader {

  private static final Set<String> STATEMENTS = Set.of("STMTRS", "CCSTMTRS", "INVSTMTRS");
  private static final Set<String> ACCOUNTS = Set.of("BANKACCTFROM", "CCACCTFROM", "INVACCTFROM");
  private static final Set<String> OTHER_ACCOUNTS = Set.of("BANKACCTTO", "CCACCTTO");
  private static final Set<String> LIST_ENDS = Set.of("BANKTRANLIST", "INVTRANLIST", "OFX");
  private static final Set<String> TRADES =
      Set.of(
          "BUYDEBT",
          "BUYMF",
          "BUYOPT",
          "BUYOTHER",
          "BUYSTOCK",
          "CLOSUREOPT",
          "INCOME",
          "INVEXPENSE",
          "JRNLFUND",
          "JRNLSEC",
          "MARGININTEREST",
          "REINVEST",
          "RETOFCAP",
          "SELLDEBT",
          "SELLMF",
          "SELLOPT",
          "SELLOTHER",
          "SELLSTOCK",
          "SPLIT",
          "TRANSFER");

  private final OfxTokens tokens;
  private final List<FileRow> rows = new ArrayList<>();
  private final List<FileMessage> messages;
  private final Map<String, FileAccount> accounts = new LinkedHashMap<>();
  private final Map<String, Integer> trades = new LinkedHashMap<>();

  private String statement = "";
  private String currency = "";
  private String account = "";
  private String accountType = "";
  private boolean inAccount;
  private boolean inOther;
  private String currencyBlock = "";
  private boolean inBalance;
  private String balance = "";
  private String balanceDate = "";

  private boolean inRow;
  private int rowLine;
  private Map<String, String> row = new LinkedHashMap<>();

  private OfxReader(FileText text) {
    this.tokens = new OfxTokens(text.text());
    this.messages = new ArrayList<>(text.messages());
  }

  public static boolean recognises(String start) {
    String upper = start.toUpperCase(Locale.ROOT);
    return upper.contains("<OFX>") || upper.contains("OFXHEADER") || upper.contains("<STMTTRN>");
  }

  public static ReadFile read(FileText text) {
    OfxReader reader = new OfxReader(text);
    reader.readAll();
    return new ReadFile(
        FileFormat.OFX,
        List.of(text.encoding()),
        List.copyOf(reader.accounts.values()),
        reader.rows,
        reader.messages);
  }

  private void readAll() {
    while (tokens.next() && rows.size() < ReadFile.MOST_ROWS) {
      if (tokens.closing()) {
        close(tokens.name());
      } else {
        open(tokens.name(), tokens.value());
      }
    }
    if (rows.size() >= ReadFile.MOST_ROWS) {
      messages.add(
          new FileMessage(tokens.line(), "More than " + ReadFile.MOST_ROWS + " rows: not read."));
    }
    if (inRow) {
      refuse("the file ends inside this row");
      messages.add(new FileMessage(rowLine, "The file is cut off inside its last row."));
    }
    endStatement();
    trades.forEach(
        (name, count) ->
            messages.add(
                new FileMessage(0, name + ": " + count + " investment records are not imported.")));
    if (!tokens.sawOfxEnd()) {
      messages.add(new FileMessage(tokens.line(), "The end tag of OFX is missing."));
    }
  }

  private void open(String name, String value) {
    if (STATEMENTS.contains(name)) {
      endRow();
      endStatement();
      statement = name;
    } else if (name.equals("STMTTRN")) {
      endRow();
      inRow = true;
      rowLine = tokens.line();
      row = new LinkedHashMap<>();
    } else if (ACCOUNTS.contains(name)) {
      inAccount = true;
    } else if (OTHER_ACCOUNTS.contains(name)) {
      inOther = true;
    } else if (name.equals("CURRENCY") || name.equals("ORIGCURRENCY")) {
      currencyBlock = name;
      inOther = false;
    } else if (name.equals("LEDGERBAL")) {
      endRow();
      inBalance = true;
    } else if (name.equals("AVAILBAL") || name.equals("INVBAL")) {
      inBalance = false;
    } else if (TRADES.contains(name) && value.isEmpty() && statement.equals("INVSTMTRS")) {
      trades.merge(name, 1, Integer::sum);
    } else if (!value.isEmpty()) {
      value(name, value);
    }
  }

  private void value(String name, String value) {
    if (inOther && (name.startsWith("ACCT") || name.equals("BANKID") || name.equals("BRANCHID"))) {
      return;
    }
    if (inRow) {
      if (name.equals("CURSYM")) {
        row.putIfAbsent(currencyBlock + "." + name, value);
      } else {
        row.putIfAbsent(name, value);
      }
      return;
    }
    switch (name) {
      case "CURDEF" -> currency = value.strip().toUpperCase(Locale.ROOT);
      case "ACCTID" -> {
        if (inAccount || account.isEmpty()) {
          account = value.strip();
          accountType = statement.equals("CCSTMTRS") ? "CREDITCARD" : accountType;
        }
      }
      case "ACCTTYPE" -> accountType = value.strip();
      case "BALAMT" -> balance = inBalance ? value : balance;
      case "DTASOF" -> balanceDate = inBalance ? value : balanceDate;
      case "TRNUID", "CODE", "SEVERITY" -> {
        // of no use
      }
      default -> {
        if (name.equals("MESSAGE")) {
          messages.add(new FileMessage(tokens.line(), "The bank's message: " + value));
        }
      }
    }
  }

  private void close(String name) {
    if (name.equals("STMTTRN")) {
      endRow();
    } else if (STATEMENTS.contains(name)) {
      endRow();
      if (!name.equals(statement) && !statement.isEmpty()) {
        messages.add(
            new FileMessage(tokens.line(), "</" + name + "> ends <" + statement + ">; accepted."));
      }
      endStatement();
    } else if (LIST_ENDS.contains(name)) {
      endRow();
    } else if (ACCOUNTS.contains(name)) {
      inAccount = false;
    } else if (OTHER_ACCOUNTS.contains(name)) {
      inOther = false;
    } else if (name.equals("CURRENCY") || name.equals("ORIGCURRENCY")) {
      currencyBlock = "";
    } else if (name.equals("LEDGERBAL")) {
      inBalance = false;
    }
  }

  private void endStatement() {
    if (!account.isEmpty()) {
      Optional<BigDecimal> amount =
          balance.isEmpty() ? Optional.empty() : OfxValues.amount(balance);
      Optional<LocalDate> date = OfxValues.date(balanceDate);
      FileAccount before = accounts.get(account);
      if (before == null || amount.isPresent()) {
        accounts.put(
            account,
            new FileAccount(
                account,
                accountType,
                currency,
                amount,
                amount.isPresent() ? date : Optional.empty()));
      }
      if (!balance.isEmpty() && amount.isEmpty()) {
        messages.add(
            new FileMessage(tokens.line(), "The closing balance '" + balance + "' is no amount."));
      }
    }
    statement = "";
    account = "";
    accountType = "";
    currency = "";
    balance = "";
    balanceDate = "";
    inAccount = false;
    inBalance = false;
  }

  private List<String> raw() {
    return row.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  private void refuse(String reason) {
    String id = row.getOrDefault("FITID", "");
    rows.add(
        FileRow.not(
            Status.UNREADABLE,
            rowLine,
            raw(),
            (id.isBlank() ? "" : "FITID " + id + ": ") + reason));
    inRow = false;
    inOther = false;
  }

  private void endRow() {
    if (!inRow) {
      return;
    }
    String posted = row.getOrDefault("DTPOSTED", row.getOrDefault("DTUSER", ""));
    String stated = row.getOrDefault("TRNAMT", "");
    Optional<LocalDate> date = OfxValues.date(posted);
    Optional<BigDecimal> amount = OfxValues.amount(stated);
    if (date.isEmpty()) {
      refuse("DTPOSTED: '" + posted + "' (expected: a date such as 20260131)");
      return;
    }
    if (amount.isEmpty()) {
      refuse("TRNAMT: '" + stated + "' (expected: an amount such as -12.34)");
      return;
    }
    String id = row.getOrDefault("FITID", "").strip();
    String name = row.getOrDefault("NAME", "").strip();
    String memo = row.getOrDefault("MEMO", "").strip();
    String in = row.getOrDefault("CURRENCY.CURSYM", currency).strip().toUpperCase(Locale.ROOT);
    rows.add(
        FileRow.readable(
            rowLine,
            raw(),
            new Values(
                account,
                date.get(),
                amount.get(),
                in,
                name.isEmpty() ? memo : name,
                name.isEmpty() || memo.equals(name) ? "" : memo,
                "",
                id.chars().allMatch(c -> c == '0') ? "" : id,
                Optional.empty(),
                List.of())));
    inRow = false;
    inOther = false;
    currencyBlock = "";
  }
}
