package florin.transactions.imports.ofx;

import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileMessages;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadFile.FileFormat;
import florin.transactions.imports.text.FileText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

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

  private static final Set<String> POSITIONS =
      Set.of("POSDEBT", "POSMF", "POSOPT", "POSOTHER", "POSSTOCK");

  private static final Pattern START =
      Pattern.compile("(?i)<(?:[a-z0-9_]{1,30}:)?(?:OFX|STMTTRN)[\\s>]|OFXHEADER");

  private static final Set<String> OTHER_ELEMENTS =
      Set.of("ACCTID", "ACCTTYPE", "ACCTKEY", "BANKID", "BRANCHID");

  private final OfxTokens tokens;
  private final Consumer<FileRow> rows;
  private final FileMessages messages;
  private final Map<String, FileAccount> accounts = new LinkedHashMap<>();
  private final Map<String, Integer> trades = new LinkedHashMap<>();
  private final char thousands;
  private int count;
  private int positiveDebits;
  private int positions;
  private int transfers;

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
  private String status = "";
  private Optional<OfxRow> row = Optional.empty();

  private OfxReader(FileText text, Consumer<FileRow> rows) {
    this.tokens = new OfxTokens(text.text());
    this.rows = rows;
    this.messages = new FileMessages(text.messages());
    this.thousands = OfxThousands.of(text.text());
  }

  public static boolean recognises(String start) {
    return START.matcher(start).find();
  }

  public static ReadFile read(FileText text, Consumer<FileRow> rows) {
    OfxReader reader = new OfxReader(text, rows);
    reader.readAll();
    return new ReadFile(
        FileFormat.OFX,
        "",
        List.of(text.encoding()),
        List.copyOf(reader.accounts.values()),
        List.of(),
        reader.messages.all());
  }

  private void readAll() {
    while (count < ReadFile.MOST_ROWS && tokens.next()) {
      if (tokens.closing()) {
        close(tokens.name());
      } else {
        open(tokens.name(), tokens.value());
      }
    }
    if (count >= ReadFile.MOST_ROWS) {
      message(tokens.line(), "More than " + ReadFile.MOST_ROWS + " rows: not read.");
    }
    row.ifPresent(
        cut -> {
          emit(cut.not(Status.UNREADABLE, "the file ends inside this row"));
          message(cut.line(), "The file is cut off inside its last row.");
        });
    row = Optional.empty();
    endStatement();
    trades.forEach(
        (name, trade) -> message(0, name + ": " + trade + " investment records are not imported."));
    if (positions > 0) {
      message(0, positions + " positions of securities are not imported.");
    }
    if (transfers > 0) {
      message(0, transfers + " transfers outside of a statement are not imported.");
    }
    if (count == 0 && trades.isEmpty()) {
      message(0, "The file has no transactions.");
    }
    if (positiveDebits > 0) {
      message(0, positiveDebits + " rows of type DEBIT have a positive amount.");
    }
    if (!tokens.sawOfxEnd()) {
      message(tokens.line(), "The end tag of OFX is missing.");
    }
  }

  private void message(int line, String text) {
    messages.add(line, text);
  }

  private void emit(FileRow read) {
    count++;
    rows.accept(read);
  }

  private void open(String name, String value) {
    if (STATEMENTS.contains(name)) {
      endRow();
      endStatement();
      statement = name;
    } else if (name.equals("STMTTRN") || name.equals("STMTTRNP")) {
      endRow();
      row = Optional.of(new OfxRow(tokens.line(), name.equals("STMTTRNP"), thousands));
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
    } else if (POSITIONS.contains(name)) {
      positions++;
    } else if (name.equals("INTRARS") || name.equals("INTERRS")) {
      transfers++;
    } else if (TRADES.contains(name) && value.isEmpty() && statement.equals("INVSTMTRS")) {
      trades.merge(name, 1, Integer::sum);
    } else if (!value.isEmpty()) {
      value(name, value);
    }
  }

  private void value(String name, String value) {
    if (row.isPresent()) {
      String prefix =
          name.equals("CURSYM")
              ? currencyBlock + "."
              : inOther && OTHER_ELEMENTS.contains(name) ? "TO." : "";
      row.get().add(prefix + name, value);
      return;
    }
    if (inOther && OTHER_ELEMENTS.contains(name)) {
      return;
    }
    switch (name) {
      case "CURDEF" -> currency = value.strip().toUpperCase(Locale.ROOT);
      case "ACCTID" -> {
        if (inAccount || account.isEmpty()) {
          account = value.strip();
          accountType =
              switch (statement) {
                case "CCSTMTRS" -> "CREDITCARD";
                case "INVSTMTRS" -> "INVESTMENT";
                default -> accountType;
              };
        }
      }
      case "ACCTTYPE" -> accountType = value.strip();
      case "BALAMT" -> balance = inBalance ? value : balance;
      case "DTASOF" -> balanceDate = inBalance ? value : balanceDate;
      case "CODE" -> status = value;
      case "SEVERITY" -> {
        if (value.equalsIgnoreCase("ERROR")) {
          message(tokens.line(), "The bank reports the error " + status + ".");
        } else {
          status = "";
        }
      }
      case "MESSAGE" -> {
        if (!status.isEmpty()) {
          message(tokens.line(), "The bank's message: " + value);
        }
      }
      default -> {
        // of no use
      }
    }
  }

  private void close(String name) {
    if (name.equals("STMTTRN") || name.equals("STMTTRNP")) {
      endRow();
    } else if (STATEMENTS.contains(name)) {
      endRow();
      if (!name.equals(statement) && !statement.isEmpty()) {
        message(tokens.line(), "</" + name + "> ends <" + statement + ">; accepted.");
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
          balance.isEmpty() ? Optional.empty() : OfxValues.amount(balance, thousands);
      Optional<LocalDate> date = OfxValues.date(balanceDate);
      FileAccount before = accounts.get(account);
      if (before == null || amount.isPresent() && !later(before, date)) {
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
        message(tokens.line(), "The closing balance '" + balance + "' is no amount.");
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

  private static boolean later(FileAccount before, Optional<LocalDate> date) {
    return date.isPresent()
        && before.balanceDate().map(known -> known.isAfter(date.get())).orElse(false);
  }

  private void endRow() {
    row.ifPresent(
        ended -> {
          positiveDebits += ended.isPositiveDebit() ? 1 : 0;
          emit(ended.read(account, currency));
        });
    row = Optional.empty();
    inOther = false;
    currencyBlock = "";
  }
}
