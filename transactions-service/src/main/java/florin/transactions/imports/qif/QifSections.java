package florin.transactions.imports.qif;

import florin.transactions.imports.text.Dates.DateOrder;
import florin.transactions.imports.text.FileCharacters;
import florin.transactions.imports.text.FileSettings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Passes over the lines of a QIF file and splits them into records. */
final class QifSections {

  private static final int MOST_LINES = 2_000;

  private final Predicate<QifRecord> accepted;
  private final List<String> lines = new ArrayList<>();
  private String type = "bank";
  private String account = "";
  private Optional<DateOrder> order = Optional.empty();
  private int begin;

  private QifSections(Predicate<QifRecord> accepted) {
    this.accepted = accepted;
  }

  /** Passes the records on until one is not accepted. */
  static void each(FileCharacters text, Predicate<QifRecord> accepted) {
    QifSections sections = new QifSections(accepted);
    Iterator<String> all = text.lines();
    int number = 0;
    while (all.hasNext()) {
      String line = all.next().strip();
      number++;
      if (!line.isEmpty() && !sections.add(line, number)) {
        return;
      }
    }
    sections.end();
  }

  private boolean add(String line, int number) {
    if (line.startsWith("!")) {
      boolean more = end();
      command(line.toLowerCase(Locale.ROOT));
      return more;
    }
    if (line.startsWith("^")) {
      return end();
    }
    if (line.startsWith("#") && lines.isEmpty()) {
      return true;
    }
    if (lines.isEmpty()) {
      begin = number;
    }
    if (lines.size() < MOST_LINES) {
      lines.add(line);
    }
    return true;
  }

  private void command(String line) {
    if (line.startsWith("!type:")) {
      type = line.substring(6).strip();
    } else if (line.startsWith("!account")) {
      type = "account";
    } else if (line.startsWith("!clear:autoswitch")) {
      account = "";
    } else if (line.startsWith("!option:") && line.strip().length() == 11) {
      order = FileSettings.order(line.substring(8).strip());
    }
  }

  private boolean end() {
    if (lines.isEmpty()) {
      return true;
    }
    QifRecord record = new QifRecord(type, account, order, begin, lines);
    lines.clear();
    if (type.equals("account")) {
      account = record.text('N');
    } else if (account.isEmpty() && record.text('P').equalsIgnoreCase("Opening Balance")) {
      account = record.text('L').replaceAll("^\\[|\\]$", "");
      record = new QifRecord(type, account, order, begin, record.lines());
    }
    return accepted.test(record);
  }
}
