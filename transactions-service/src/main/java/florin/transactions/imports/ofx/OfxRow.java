package florin.transactions.imports.ofx;

import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Details;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.text.Amounts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The elements of one transaction of a statement, as they are read. */
final class OfxRow {

  private final int line;
  private final boolean pending;
  private final char thousands;
  private final Map<String, String> elements = new LinkedHashMap<>();

  OfxRow(int line, boolean pending, char thousands) {
    this.line = line;
    this.pending = pending;
    this.thousands = thousands;
  }

  int line() {
    return line;
  }

  /** Adds an element; a repeated memo continues the first, other repetitions do not count. */
  void add(String name, String value) {
    if (name.equals("MEMO")) {
      elements.merge(name, value, (before, more) -> before + "\n" + more);
    } else {
      elements.putIfAbsent(name, value);
    }
  }

  private String element(String name) {
    return elements.getOrDefault(name, "").strip();
  }

  boolean isPositiveDebit() {
    return element("TRNTYPE").equals("DEBIT")
        && OfxValues.amount(element("TRNAMT"), thousands).map(a -> a.signum() > 0).orElse(false);
  }

  private List<String> raw() {
    return elements.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  FileRow not(Status status, String reason) {
    String id = element("FITID");
    return FileRow.not(status, line, raw(), (id.isEmpty() ? "" : "FITID " + id + ": ") + reason);
  }

  FileRow read(String account, String currency) {
    String posted = element("DTPOSTED").isEmpty() ? element("DTUSER") : element("DTPOSTED");
    String stated = element("TRNAMT");
    String corrected = element("CORRECTFITID");
    Optional<LocalDate> date = OfxValues.date(posted);
    Optional<BigDecimal> amount = OfxValues.amount(stated, thousands);
    if (pending) {
      return not(Status.NOT_A_TRANSACTION, "pending: not booked yet");
    }
    if (date.isEmpty()) {
      return not(
          Status.UNREADABLE, "DTPOSTED: '" + posted + "' (expected: a date such as 20260131)");
    }
    if (amount.isEmpty()) {
      return not(
          Status.UNREADABLE,
          "TRNAMT: '"
              + stated
              + "' (expected: "
              + Amounts.expected(stated, "an amount such as -12.34")
              + ")");
    }
    if (element("CORRECTACTION").equalsIgnoreCase("DELETE")) {
      return not(Status.NOT_A_TRANSACTION, "the bank deletes the row with FITID " + corrected);
    }
    if (!corrected.isEmpty()) {
      return not(
          Status.UNDECIDED, "the bank replaces the row with FITID " + corrected + " by this one");
    }
    return FileRow.readable(line, raw(), values(account, date.get(), amount.get(), currency));
  }

  private Values values(String account, LocalDate date, BigDecimal amount, String currency) {
    String name = element("EXTDNAME").isEmpty() ? element("NAME") : element("EXTDNAME");
    String memo = element("MEMO");
    String own = element("CURRENCY.CURSYM").toUpperCase(Locale.ROOT);
    return new Values(
        account,
        date,
        amount,
        own.isEmpty() ? currency : own,
        name.isEmpty() ? memo : name,
        name.isEmpty() || repeats(memo, name) ? "" : memo,
        "",
        unlessZeros(element("FITID")),
        Optional.empty(),
        List.of(),
        new Details(
            OfxValues.date(element("DTAVAIL")),
            unlessZeros(element("CHECKNUM")),
            Optional.empty(),
            element("ORIGCURRENCY.CURSYM"),
            element("TO.ACCTID"),
            List.of()));
  }

  /** Banks repeat a name as memo; beside a name of full length the memo is one of its own. */
  private boolean repeats(String memo, String name) {
    return memo.equals(name) && element("EXTDNAME").isEmpty();
  }

  private static String unlessZeros(String id) {
    Predicate<String> zeros = text -> text.chars().allMatch(c -> c == '0');
    return zeros.test(id) ? "" : id;
  }
}
