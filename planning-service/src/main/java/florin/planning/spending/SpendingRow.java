package florin.planning.spending;

import florin.events.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be spent, as clients see it.
 *
 * @param asOf today, on the user's calendar
 * @param until the last day that counts
 * @param days from today to that day, both included
 * @param payday the next one, if income shows a rhythm
 * @param scenarios whose bills count: in each currency the oldest that is not deleted
 */
record SpendingRow(
    @Schema(allowableValues = {"today", "week", "until-payday"}) String mode,
    LocalDate asOf,
    LocalDate until,
    int days,
    String timeZone,
    @Nullable LocalDate payday,
    List<UUID> scenarios,
    List<CurrencyRow> items) {

  /**
   * What can be spent of one currency.
   *
   * @param safeToSpend all of it in mode today, else what a day may cost
   * @param total until the last day, never less than zero
   * @param raw what is left of the cash once everything is subtracted, which may be less than zero
   */
  record CurrencyRow(
      String currency,
      Money safeToSpend,
      Money total,
      Money perDay,
      Money raw,
      @Schema(allowableValues = {"do-not-spend", "tight", "caution", "comfortable"}) String status,
      @Schema(allowableValues = {"ready", "limited", "estimated"}) String confidence,
      Money cash,
      List<AccountRow> accounts,
      List<Subtracted> subtracted,
      List<PaidRow> paid) {}

  /**
   * @param from which balance it is
   */
  record AccountRow(
      UUID accountId,
      String name,
      @Nullable Money amount,
      @Schema(allowableValues = {"available", "current", "entered", "unknown"}) String from) {}

  /** One thing that was taken off the cash, and why. */
  record Subtracted(
      @Schema(allowableValues = {"overdraft", "pending", "bill-overdue", "bill-due", "buffer"})
          String reason,
      Money amount,
      @Nullable String name,
      @Nullable LocalDate date,
      @Nullable UUID accountId,
      @Nullable UUID scenarioId,
      @Nullable UUID billId) {

    static Subtracted of(Cash account, String reason, Money amount) {
      return new Subtracted(reason, amount, account.name(), null, account.account(), null, null);
    }

    static Subtracted of(Owed owed, LocalDate today) {
      PlannedBill bill = owed.bill();
      return new Subtracted(
          owed.date().isBefore(today) ? "bill-overdue" : "bill-due",
          bill.amount(),
          bill.name(),
          owed.date(),
          bill.account().orElse(null),
          bill.scenario(),
          bill.id());
    }

    static Subtracted buffer(Money buffer) {
      return new Subtracted("buffer", buffer, null, null, null, null, null);
    }
  }

  /** A bill that was not taken off, because the balance shows its payment already. */
  record PaidRow(
      UUID billId, UUID scenarioId, String name, Money amount, LocalDate date, UUID transactionId) {

    static Optional<PaidRow> of(Owed owed) {
      PlannedBill bill = owed.bill();
      return owed.payment()
          .map(
              payment ->
                  new PaidRow(
                      bill.id(),
                      bill.scenario(),
                      bill.name(),
                      bill.amount(),
                      owed.date(),
                      payment.transaction()));
    }
  }
}
