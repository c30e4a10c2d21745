package florin.planning.spending;

import florin.events.Money;
import florin.planning.minimum.MinimumPayment;
import florin.planning.spending.bill.BillOccurrence;
import florin.planning.spending.bill.PlannedBill;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The money that can be spent, as clients see it. */
record SafeToSpendResponse(
    @Schema(
            allowableValues = {"today", "week", "until-payday"},
            description = "The mode that was asked for")
        String mode,
    @Schema(description = "Today, on the user's calendar") LocalDate asOf,
    @Schema(
            description =
                "The last day whose bills are in subtracted: today, in six days, or the payday")
        LocalDate until,
    @Schema(
            description =
                "The last day that the money must last: in six days in mode week, else the payday,"
                    + " or in 14 days if no payday is known")
        LocalDate lastsUntil,
    @Schema(description = "How many days it must last, from asOf to lastsUntil, both included")
        int days,
    @Schema(description = "The user's IANA time zone, which decides what day it is")
        String timeZone,
    @Nullable @Schema(description = "The next payday, if income comes regularly") LocalDate payday,
    @Schema(description = "The active scenario of each currency, whose bills count")
        List<UUID> scenarios,
    @Schema(description = "One for each currency that money or a bill is in; nothing is converted")
        List<SafeToSpendCurrency> items) {

  /** The money that can be spent of one currency. */
  @Schema(name = "Spendable")
  record SafeToSpendCurrency(
      @Schema(example = "USD", description = "The currency of all amounts in this row")
          String currency,
      @Schema(
              description =
                  "All that can be spent until lastsUntil, in every mode: raw, but never below 0")
          Money total,
      @Schema(description = "total divided by days, rounded down to the currency's smallest unit")
          Money perDay,
      @Schema(
              description =
                  "cash less everything in subtracted and in reserved; below 0 if it is not enough")
          Money raw,
      @Schema(
              allowableValues = {"do-not-spend", "tight", "caution", "comfortable"},
              description =
                  "do-not-spend: raw is not above 0; else by total in mode today and by perDay in"
                      + " the other modes: tight below 25.00, caution below 75.00")
          String status,
      @Schema(
              allowableValues = {"ready", "limited", "estimated"},
              description =
                  "estimated: no bill counts; limited: no account counts, or the balance of one is"
                      + " not known; else ready")
          String confidence,
      @Schema(description = "The sum of the accounts' balances that are above 0") Money cash,
      @Schema(description = "The accounts that count") List<SafeToSpendAccount> accounts,
      @Schema(
              description =
                  "What is subtracted from cash: overdrafts, pending payments, bills and minimum"
                      + " payments that are overdue or due by the day in until, and the buffer")
          List<SafeToSpendDeduction> subtracted,
      @Schema(
              description =
                  "Bills and minimum payments that are due after the day in until but before the"
                      + " money has to last no longer. Only in mode today: so it offers what is"
                      + " left until the payday")
          List<SafeToSpendDeduction> reserved,
      @Schema(description = "Bills that are not subtracted, because a payment settles them")
          List<SafeToSpendPaidBill> paid) {}

  /** An account that counts. */
  @Schema(name = "SpendableAccount")
  record SafeToSpendAccount(
      @Schema(description = "The account") UUID accountId,
      @Schema(description = "Its name") String name,
      @Nullable @Schema(description = "Its balance; null if none is known") Money amount,
      @Schema(
              allowableValues = {"available", "current", "entered", "unknown"},
              description = "Which balance it is")
          String from) {}

  /** One amount that was subtracted, and why. */
  @Schema(name = "SubtractedAmount")
  record SafeToSpendDeduction(
      @Schema(
              allowableValues = {
                "overdraft",
                "pending",
                "bill-overdue",
                "bill-due",
                "bill-later",
                "minimum-payment",
                "buffer"
              },
              description =
                  "bill-later: due after the day in until; minimum-payment: of a debt, if the"
                      + " settings include it")
          String reason,
      @Schema(description = "The amount, above 0") Money amount,
      @Nullable @Schema(description = "Of the account or the bill; null for the buffer")
          String name,
      @Nullable @Schema(description = "The day on which the bill or the payment is due")
          LocalDate date,
      @Nullable
          @Schema(
              description =
                  "The account, or the one that the bill is paid from, if it is known; of a"
                      + " minimum payment, the account of the debt")
          UUID accountId,
      @Nullable @Schema(description = "The scenario that the bill is planned in") UUID scenarioId,
      @Nullable @Schema(description = "The bill") UUID billId) {

    static SafeToSpendDeduction of(SpendingAccount account, String reason, Money amount) {
      return new SafeToSpendDeduction(
          reason, amount, account.name(), null, account.account(), null, null);
    }

    static SafeToSpendDeduction of(
        BillOccurrence billOccurrence, LocalDate today, LocalDate until) {
      PlannedBill bill = billOccurrence.bill();
      return new SafeToSpendDeduction(
          reason(billOccurrence.date(), today, until),
          bill.amount(),
          bill.name(),
          billOccurrence.date(),
          bill.account().orElse(null),
          bill.scenario(),
          bill.id());
    }

    static SafeToSpendDeduction of(MinimumPayment payment) {
      return new SafeToSpendDeduction(
          "minimum-payment",
          payment.amount(),
          payment.name(),
          payment.dueDate(),
          payment.account(),
          null,
          null);
    }

    private static String reason(LocalDate due, LocalDate today, LocalDate until) {
      if (due.isBefore(today)) {
        return "bill-overdue";
      }
      return due.isAfter(until) ? "bill-later" : "bill-due";
    }

    static SafeToSpendDeduction buffer(Money buffer) {
      return new SafeToSpendDeduction("buffer", buffer, null, null, null, null, null);
    }
  }

  /** A bill that was not subtracted, because the balance has its payment already. */
  @Schema(name = "PaidBill")
  record SafeToSpendPaidBill(
      @Schema(description = "The bill") UUID billId,
      @Schema(description = "The scenario that it is planned in") UUID scenarioId,
      @Schema(description = "Its name") String name,
      @Schema(description = "The amount of the bill") Money amount,
      @Schema(description = "The day on which it is due") LocalDate date,
      @Schema(description = "The payment") UUID transactionId) {

    static Optional<SafeToSpendPaidBill> of(BillOccurrence billOccurrence) {
      PlannedBill bill = billOccurrence.bill();
      return billOccurrence
          .payment()
          .map(
              billPayment ->
                  new SafeToSpendPaidBill(
                      bill.id(),
                      bill.scenario(),
                      bill.name(),
                      bill.amount(),
                      billOccurrence.date(),
                      billPayment.transaction()));
    }
  }
}
