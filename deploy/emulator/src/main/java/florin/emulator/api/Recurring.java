package florin.emulator.api;

import florin.emulator.bank.Ids;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.bank.Phase;
import florin.emulator.bank.Transaction;
import florin.emulator.bank.Truth;
import florin.emulator.http.Call;
import florin.emulator.http.Endpoint;
import florin.emulator.http.ErrorCode;
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
public final class Recurring {
  private static final int FEW = 3;
  private static final int MATURE = 4;
  private static final int SLACK = 3;

  private record Rhythm(String frequency, int days) {}

  private static final List<Rhythm> RHYTHMS =
      List.of(
          new Rhythm("WEEKLY", 7),
          new Rhythm("BIWEEKLY", 14),
          new Rhythm("MONTHLY", 30),
          new Rhythm("ANNUALLY", 365));

  public List<Endpoint> endpoints() {
    return List.of(new Endpoint("/transactions/recurring/get", Shapes.RECURRING, Recurring::get));
  }

  private static ObjectNode get(Call call) {
    var item = call.healthyItem();
    if (!item.origin().products().contains("recurring_transactions")) {
      throw ErrorCode.ADDITIONAL_CONSENT_REQUIRED.refusal();
    }
    if (item.phase() != Phase.HISTORICAL) {
      throw ErrorCode.PRODUCT_NOT_READY.refusal();
    }
    var wanted = Call.texts(call.body().path("account_ids"));
    var answer = Json.object();
    var inflow = answer.putArray("inflow_streams");
    var outflow = answer.putArray("outflow_streams");
    for (var series : series(item)) {
      var first = series.getFirst();
      if (wanted.isEmpty() || wanted.contains(first.accountId())) {
        stream(call, series)
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
    for (var one : Truth.of(item).transactions()) {
      var sign = one.details().amount().signum();
      if (!one.pending() && sign != 0) {
        var key = one.accountId() + "|" + one.details().name() + "|" + sign;
        series.computeIfAbsent(key, any -> new ArrayList<>()).add(one);
      }
    }
    series.values().forEach(all -> all.sort(Comparator.comparing(one -> one.details().date())));
    return series.values().stream().filter(all -> all.size() >= FEW).toList();
  }

  private static Optional<ObjectNode> stream(Call call, List<Transaction> series) {
    var first = series.getFirst();
    var last = series.getLast();
    var span = ChronoUnit.DAYS.between(first.details().date(), last.details().date());
    var gap = (double) span / (series.size() - 1);
    return RHYTHMS.stream()
        .filter(rhythm -> Math.abs(gap - rhythm.days()) <= Math.min(SLACK, rhythm.days() / 5.0))
        .findFirst()
        .map(rhythm -> stream(call, series, rhythm));
  }

  private static ObjectNode stream(Call call, List<Transaction> series, Rhythm rhythm) {
    var first = series.getFirst();
    var last = series.getLast();
    var details = last.details();
    var today = LocalDate.ofInstant(call.bank().clock().instant(), ZoneOffset.UTC);
    var now = today.isBefore(call.bank().anchor()) ? today : call.bank().anchor();
    var active = !details.date().plusDays(2L * rhythm.days()).isBefore(now);
    var one = Json.object();
    one.put("account_id", last.accountId());
    one.set("average_amount", amount(average(series), details.currency()));
    one.putNull("category").putNull("category_id");
    one.put("description", details.name());
    one.put("first_date", first.details().date().toString());
    one.put("frequency", rhythm.frequency());
    one.put("is_active", active);
    one.put("is_user_modified", false);
    one.set("last_amount", amount(details.amount(), details.currency()));
    one.put("last_date", details.date().toString());
    one.put("merchant_name", details.merchant());
    one.putNull("personal_finance_category");
    one.put(
        "predicted_next_date", active ? details.date().plusDays(rhythm.days()).toString() : null);
    one.put(
        "status", !active ? "TOMBSTONED" : series.size() < MATURE ? "EARLY_DETECTION" : "MATURE");
    one.put(
        "stream_id",
        Ids.entity(call.bank().seed(), "stream " + details.name(), last.accountId(), 0));
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
