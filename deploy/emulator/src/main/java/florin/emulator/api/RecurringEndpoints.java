package florin.emulator.api;

import florin.emulator.data.HistoryPhase;
import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import florin.emulator.data.Transaction;
import florin.emulator.http.Endpoint;
import florin.emulator.http.EndpointCall;
import florin.emulator.http.ErrorCode;
import florin.emulator.item.ExpectedState;
import florin.emulator.state.Item;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Series: postings of one name on one account, about as far apart as each other. */
public final class RecurringEndpoints {
  private static final int FEW = 3;
  private static final int MATURE = 4;
  private static final int SLACK = 3;

  private record Frequency(String frequency, int days) {}

  private static final List<Frequency> RHYTHMS =
      List.of(
          new Frequency("WEEKLY", 7),
          new Frequency("BIWEEKLY", 14),
          new Frequency("MONTHLY", 30),
          new Frequency("ANNUALLY", 365));

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            "/transactions/recurring/get", RequestShapes.RECURRING, RecurringEndpoints::get));
  }

  private static ObjectNode get(EndpointCall endpointCall) {
    var item = endpointCall.healthyItem();
    if (!item.origin().products().contains("recurring_transactions")) {
      throw ErrorCode.ADDITIONAL_CONSENT_REQUIRED.refusal();
    }
    if (item.phase() != HistoryPhase.HISTORICAL) {
      throw ErrorCode.PRODUCT_NOT_READY.refusal();
    }
    var wanted = EndpointCall.texts(endpointCall.body().path("account_ids"));
    var answer = Json.object();
    var inflow = answer.putArray("inflow_streams");
    var outflow = answer.putArray("outflow_streams");
    for (var series : series(item)) {
      var first = series.getFirst();
      if (wanted.isEmpty() || wanted.contains(first.accountId())) {
        stream(endpointCall, series)
            .ifPresent(one -> (first.details().amount().signum() < 0 ? inflow : outflow).add(one));
      }
    }
    var updated = item.updatedAt().orElse(item.createdAt());
    answer.put("updated_datetime", updated.truncatedTo(ChronoUnit.SECONDS).toString());
    answer.put("personal_finance_category_version", "v2");
    return answer;
  }

  private static List<List<Transaction>> series(Item item) {
    var series = new TreeMap<String, List<Transaction>>();
    for (var one : ExpectedState.of(item).transactions()) {
      var sign = one.details().amount().signum();
      if (!one.pending() && sign != 0) {
        var key = one.accountId() + "|" + one.details().name() + "|" + sign;
        series.computeIfAbsent(key, any -> new ArrayList<>()).add(one);
      }
    }
    series.values().forEach(all -> all.sort(Comparator.comparing(one -> one.details().date())));
    return series.values().stream().filter(all -> all.size() >= FEW).toList();
  }

  private static Optional<ObjectNode> stream(EndpointCall endpointCall, List<Transaction> series) {
    var first = series.getFirst();
    var last = series.getLast();
    var span = ChronoUnit.DAYS.between(first.details().date(), last.details().date());
    var gap = (double) span / (series.size() - 1);
    return RHYTHMS.stream()
        .filter(
            frequency ->
                Math.abs(gap - frequency.days()) <= Math.min(SLACK, frequency.days() / 5.0))
        .findFirst()
        .map(frequency -> stream(endpointCall, series, frequency));
  }

  private static ObjectNode stream(
      EndpointCall endpointCall, List<Transaction> series, Frequency frequency) {
    var first = series.getFirst();
    var last = series.getLast();
    var transactionDetails = last.details();
    var today = LocalDate.ofInstant(endpointCall.bank().clock().instant(), ZoneOffset.UTC);
    var now = today.isBefore(endpointCall.bank().anchor()) ? today : endpointCall.bank().anchor();
    var active = !transactionDetails.date().plusDays(2L * frequency.days()).isBefore(now);
    var one = Json.object();
    one.put("account_id", last.accountId());
    one.set("average_amount", amount(average(series), transactionDetails.currency()));
    one.putNull("category").putNull("category_id");
    one.put("description", transactionDetails.name());
    one.put("first_date", first.details().date().toString());
    one.put("frequency", frequency.frequency());
    one.put("is_active", active);
    one.put("is_user_modified", false);
    one.set("last_amount", amount(transactionDetails.amount(), transactionDetails.currency()));
    one.put("last_date", transactionDetails.date().toString());
    one.put("merchant_name", transactionDetails.merchant());
    one.putNull("personal_finance_category");
    one.put(
        "predicted_next_date",
        active ? transactionDetails.date().plusDays(frequency.days()).toString() : null);
    one.put(
        "status", !active ? "TOMBSTONED" : series.size() < MATURE ? "EARLY_DETECTION" : "MATURE");
    one.put(
        "stream_id",
        Ids.entity(
            endpointCall.bank().seed(),
            "stream " + transactionDetails.name(),
            last.accountId(),
            0));
    var ids = one.putArray("transaction_ids");
    series.forEach(transaction -> ids.add(transaction.transactionId()));
    return one;
  }

  private static BigDecimal average(List<Transaction> series) {
    return series.stream()
        .map(one -> one.details().amount())
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(series.size()), 2, RoundingMode.HALF_EVEN);
  }

  private static ObjectNode amount(BigDecimal amount, String currency) {
    return Json.object()
        .put("amount", amount)
        .put("iso_currency_code", currency)
        .putNull("unofficial_currency_code");
  }
}
