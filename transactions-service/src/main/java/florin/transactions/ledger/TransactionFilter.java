package florin.transactions.ledger;

import florin.journal.Rejection;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a list of transactions is narrowed to; absent means "any".
 *
 * @param from first booked date, inclusive
 * @param to last booked date, inclusive
 * @param minAmount signed, inclusive
 * @param direction {@code in} or {@code out}
 * @param removed whether to list what is removed instead of what counts
 */
record TransactionFilter(
    List<UUID> accountId,
    List<UUID> categoryId,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    @Nullable BigDecimal minAmount,
    @Nullable BigDecimal maxAmount,
    @Nullable String currency,
    @Nullable String direction,
    @Nullable Boolean pending,
    boolean removed) {

  TransactionFilter {
    if (direction != null && !direction.equals("in") && !direction.equals("out")) {
      throw new Rejection(
          "invalid-parameter", "direction: '" + direction + "' (expected: in or out)", "direction");
    }
    if (from != null && to != null && from.isAfter(to)) {
      throw new Rejection(
          "invalid-parameter", "from: '" + from + "' (expected: not after to, " + to + ")", "from");
    }
    if (minAmount != null && maxAmount != null && minAmount.compareTo(maxAmount) > 0) {
      throw new Rejection(
          "invalid-parameter",
          "minAmount: '" + minAmount + "' (expected: not above maxAmount, " + maxAmount + ")",
          "minAmount");
    }
  }

  /** The conditions as SQL, each a constant; values travel as parameters only. */
  String conditions() {
    StringBuilder sql =
        new StringBuilder(removed ? " and removed_by is not null" : " and removed_by is null");
    if (!accountId.isEmpty()) {
      sql.append(" and account_id = any(:accounts)");
    }
    if (!categoryId.isEmpty()) {
      sql.append(" and category_id = any(:categories)");
    }
    if (from != null) {
      sql.append(" and date >= :from");
    }
    if (to != null) {
      sql.append(" and date <= :to");
    }
    if (minAmount != null) {
      sql.append(" and amount >= :minAmount");
    }
    if (maxAmount != null) {
      sql.append(" and amount <= :maxAmount");
    }
    if (currency != null) {
      sql.append(" and currency = :currency");
    }
    if (direction != null) {
      sql.append(direction.equals("in") ? " and amount > 0" : " and amount < 0");
    }
    if (pending != null) {
      sql.append(" and pending = :pending");
    }
    return sql.toString();
  }

  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (!accountId.isEmpty()) {
      parameters.put("accounts", accountId.toArray(UUID[]::new));
    }
    if (!categoryId.isEmpty()) {
      parameters.put("categories", categoryId.toArray(UUID[]::new));
    }
    put(parameters, "from", from);
    put(parameters, "to", to);
    put(parameters, "minAmount", minAmount);
    put(parameters, "maxAmount", maxAmount);
    put(parameters, "currency", currency);
    put(parameters, "pending", pending);
    return parameters;
  }

  private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
    if (value != null) {
      parameters.put(name, value);
    }
  }
}
