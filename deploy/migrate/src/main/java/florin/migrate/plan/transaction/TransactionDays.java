package florin.migrate.plan.transaction;

import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.KeptRows;
import florin.migrate.source.SourceColumn;
import florin.migrate.source.SourceRow;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/** The days of transactions. */
final class TransactionDays {

  private static final String TABLE = "transactions";

  /** The first whole year of the Gregorian calendar. */
  private static final int FIRST_YEAR = 1583;

  private static final int FIRST_YEAR_BY_HAND = 1900;
  private static final int LAST_YEAR_BY_HAND = 2200;

  private final Findings findings;

  TransactionDays(Findings findings) {
    this.findings = findings;
  }

  /** The day of a transaction; if there is none, the reason was reported. */
  Optional<LocalDate> of(KeptRows.Kept one, boolean fromBank) {
    try {
      Optional<LocalDateTime> time = one.row().time("date");
      if (time.isEmpty()) {
        findings.leftOut(
            TABLE, one.key(), FindingRule.MISSING_VALUE, "date: none (expected: a date)");
        return Optional.empty();
      }
      int year = time.get().getYear();
      if (year < (fromBank ? FIRST_YEAR : FIRST_YEAR_BY_HAND)
          || !fromBank && year > LAST_YEAR_BY_HAND) {
        findings.leftOut(
            TABLE,
            one.key(),
            FindingRule.OUT_OF_RANGE,
            "date: %s (expected: %s)"
                .formatted(
                    time.get().toLocalDate(),
                    fromBank
                        ? FIRST_YEAR + " or later"
                        : "from %d to %d".formatted(FIRST_YEAR_BY_HAND, LAST_YEAR_BY_HAND)));
        return Optional.empty();
      }
      boolean naive = one.row().table().column("date").filter(SourceColumn::hasZone).isEmpty();
      if (naive && !time.get().toLocalTime().equals(LocalTime.MIDNIGHT)) {
        findings.changed(
            TABLE,
            one.key(),
            FindingRule.TIME_DROPPED,
            "date: %s became %s"
                .formatted(one.row().text("date").orElse(""), time.get().toLocalDate()));
      }
      return time.map(LocalDateTime::toLocalDate);
    } catch (SourceRow.Unreadable none) {
      findings.leftOut(
          TABLE, one.key(), FindingRule.UNREADABLE_VALUE, String.valueOf(none.getMessage()));
      return Optional.empty();
    }
  }
}
