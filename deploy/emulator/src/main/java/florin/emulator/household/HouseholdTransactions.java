package florin.emulator.household;

import florin.emulator.data.DecimalText;
import florin.emulator.data.TransactionDetails;
import florin.emulator.household.value.Merchant;
import florin.emulator.household.value.TransactionDraft;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the transactions of the household; those outside of its days are dropped. */
final class HouseholdTransactions {
  private final CalendarDays calendarDays;
  private final List<TransactionDraft> drafts = new ArrayList<>();

  HouseholdTransactions(CalendarDays calendarDays) {
    this.calendarDays = calendarDays;
  }

  CalendarDays days() {
    return calendarDays;
  }

  /** An electronic booking of a known kind. */
  TransactionDetails booking(
      BigDecimal amount, LocalDate date, String name, String category, String code) {
    return new TransactionDetails(
        amount, "USD", date, date, name, null, name, category, "HIGH", "other", code, null, null);
  }

  /** A purchase at a merchant, authorized some days before it posts. */
  TransactionDetails purchase(
      BigDecimal amount,
      LocalDate authorized,
      int daysToPost,
      Merchant merchant,
      @Nullable String city) {
    return new TransactionDetails(
        amount,
        "USD",
        authorized.plusDays(daysToPost),
        authorized,
        merchant.name(),
        merchant.name(),
        merchant.statement(),
        merchant.category(),
        "VERY_HIGH",
        merchant.channel(),
        "purchase",
        null,
        city);
  }

  void post(String account, TransactionDetails transactionDetails) {
    if (calendarDays.contains(transactionDetails.date())) {
      drafts.add(new TransactionDraft(account, false, transactionDetails));
    }
  }

  /** One leg of a transfer between two of the household's accounts. */
  void post(String account, TransactionDetails transactionDetails, String transfer) {
    if (calendarDays.contains(transactionDetails.date())) {
      drafts.add(new TransactionDraft(account, false, transactionDetails, transfer, null));
    }
  }

  /** An occurrence of a recurring series. */
  void recur(String account, TransactionDetails transactionDetails, String series) {
    if (calendarDays.contains(transactionDetails.date())) {
      drafts.add(new TransactionDraft(account, false, transactionDetails, null, series));
    }
  }

  /** Pending as of the last day; its date is the day it occurred. */
  void hold(String account, TransactionDetails transactionDetails) {
    if (calendarDays.contains(transactionDetails.authorizedDate())) {
      drafts.add(
          new TransactionDraft(
              account, true, transactionDetails.withDate(transactionDetails.authorizedDate())));
    }
  }

  /**
   * Spending of an account less refunds, without payments to it, between two days, both included.
   */
  BigDecimal spent(String account, LocalDate from, LocalDate to) {
    return drafts.stream()
        .filter(
            transactionDraft ->
                transactionDraft.account().equals(account) && !transactionDraft.pending())
        .filter(transactionDraft -> !transactionDraft.details().date().isBefore(from))
        .filter(transactionDraft -> !transactionDraft.details().date().isAfter(to))
        .filter(
            transactionDraft -> !transactionDraft.details().category().startsWith("LOAN_PAYMENTS"))
        .map(TransactionDraft::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The sum of all bookings of an account up to a day. */
  BigDecimal booked(String account, LocalDate to) {
    return drafts.stream()
        .filter(draft -> draft.account().equals(account) && !draft.pending())
        .filter(draft -> !draft.details().date().isAfter(to))
        .map(TransactionDraft::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The deepest an account that starts at zero falls. */
  BigDecimal lowest(String account) {
    var balance = BigDecimal.ZERO;
    var lowest = BigDecimal.ZERO;
    for (var transactionDraft : drafts()) {
      if (transactionDraft.account().equals(account)) {
        balance = balance.subtract(transactionDraft.amount());
        lowest = lowest.min(balance);
      }
    }
    return DecimalText.plain(lowest);
  }

  /**
   * Oldest first; the order of writing decides within a day. A transfer of which one leg lies
   * outside the known days has no label.
   */
  List<TransactionDraft> drafts() {
    var legs = new HashMap<String, Integer>();
    for (var transactionDraft : drafts) {
      var transfer = transactionDraft.transfer();
      if (transfer != null) {
        legs.merge(transfer, 1, Integer::sum);
      }
    }
    return drafts.stream()
        .map(transactionDraft -> labelled(transactionDraft, legs))
        .sorted(Comparator.comparing(transactionDraft -> transactionDraft.details().date()))
        .toList();
  }

  private static TransactionDraft labelled(
      TransactionDraft transactionDraft, Map<String, Integer> legs) {
    var transfer = transactionDraft.transfer();
    return transfer == null || legs.getOrDefault(transfer, 0) == 2
        ? transactionDraft
        : transactionDraft.withoutTransfer();
  }
}
