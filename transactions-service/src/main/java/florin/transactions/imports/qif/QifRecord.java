package florin.transactions.imports.qif;

import florin.transactions.imports.text.Dates.DateOrder;
import java.util.List;
import java.util.Optional;

/**
 * A record with the section and the option that apply to it.
 *
 * @param type of the section, in lower case
 * @param order of the dates, where an option of the file states it
 */
record QifRecord(
    String type, String account, Optional<DateOrder> order, int line, List<String> lines) {

  QifRecord {
    lines = List.copyOf(lines);
  }

  /** The first field with this letter. */
  Optional<String> field(char letter) {
    for (String line : lines) {
      if (line.charAt(0) == letter) {
        return Optional.of(line.substring(1));
      }
    }
    return Optional.empty();
  }

  String text(char letter) {
    return field(letter).orElse("").strip();
  }

  /** The amount; older files have T only, newer ones repeat it as U. */
  String amount() {
    return text('T').isEmpty() ? text('U') : text('T');
  }
}
