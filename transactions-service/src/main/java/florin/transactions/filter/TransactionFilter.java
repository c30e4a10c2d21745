package florin.transactions.filter;

import florin.journal.stream.Rejection;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a list of transactions; an absent one is none.
 *
 * @param categoryId with those merged into them; a merged one stands for its survivor. A split
 *     transaction is in the categories of its parts only
 * @param merchantId likewise
 * @param tag at least one of them
 * @param from first booked date, inclusive
 * @param to last booked date, inclusive
 * @param minAmount signed, inclusive: money out is negative
 * @param maxAmount likewise
 * @param direction {@code in}: above 0; {@code out}: below 0
 * @param removed whether to list what is removed instead of what counts
 * @param details the further conditions
 */
public record TransactionFilter(
    List<UUID> accountId,
    List<UUID> categoryId,
    List<UUID> merchantId,
    List<String> tag,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    @Nullable BigDecimal minAmount,
    @Nullable BigDecimal maxAmount,
    @Nullable String currency,
    @Nullable String direction,
    @Nullable Boolean pending,
    boolean removed,
    DetailFilter details) {

  public static final String MIN_AMOUNT =
      "At least this amount. Signed: money out is negative, so 100 finds no payment. Not above"
          + " maxAmount.";
  public static final String MAX_AMOUNT =
      "At most this amount. Signed: money out is negative, so -100 finds payments of 100 and more.";
  public static final String DIRECTION =
      "`out` finds amounts below 0, `in` amounts above 0; an amount of 0 has no direction.";

  private static final int DIGITS = 40;

  public TransactionFilter {
    for (String name : tag) {
      demand(name.indexOf('\0') < 0, "tag", "a text without NUL");
    }
    demand(currency == null || currency.indexOf('\0') < 0, "currency", "a text without NUL");
    demand(minAmount == null || fits(minAmount), "minAmount", "an amount of at most 40 digits");
    demand(maxAmount == null || fits(maxAmount), "maxAmount", "an amount of at most 40 digits");
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

  /** A filter without further conditions. */
  public TransactionFilter(
      List<UUID> accountId,
      List<UUID> categoryId,
      List<UUID> merchantId,
      List<String> tag,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable BigDecimal minAmount,
      @Nullable BigDecimal maxAmount,
      @Nullable String currency,
      @Nullable String direction,
      @Nullable Boolean pending,
      boolean removed) {
    this(
        accountId,
        categoryId,
        merchantId,
        tag,
        from,
        to,
        minAmount,
        maxAmount,
        currency,
        direction,
        pending,
        removed,
        DetailFilter.NONE);
  }

  /** The same with everything that is one account with those it names. */
  TransactionFilter over(UserAccounts accounts) {
    return with(accounts.all(accountId), from, to, pending, details);
  }

  /** The same on other days. */
  public TransactionFilter within(LocalDate first, LocalDate last) {
    return with(accountId, first, last, pending, details);
  }

  /** The same for income or for expenses only. */
  public TransactionFilter ofKind(String kind) {
    return with(accountId, from, to, pending, details.withKind(kind));
  }

  /** The same with transfers listed, left out or listed alone. */
  public TransactionFilter ofTransfers(Inclusion transfers) {
    return with(accountId, from, to, pending, details.with(transfers));
  }

  /** The same without what the bank has not booked yet. */
  public TransactionFilter booked() {
    return with(accountId, from, to, false, details);
  }

  private TransactionFilter with(
      List<UUID> accounts,
      @Nullable LocalDate first,
      @Nullable LocalDate last,
      @Nullable Boolean unbooked,
      DetailFilter detailFilter) {
    return new TransactionFilter(
        accounts,
        categoryId,
        merchantId,
        tag,
        first,
        last,
        minAmount,
        maxAmount,
        currency,
        direction,
        unbooked,
        removed,
        detailFilter);
  }

  /** Whether sums per month, account and category can answer it. */
  boolean plain() {
    return details.plain()
        && merchantId.isEmpty()
        && tag.isEmpty()
        && minAmount == null
        && maxAmount == null
        && direction == null
        && pending == null
        && !removed;
  }

  /** Its plain notation is as long as its exponent demands. */
  private static boolean fits(BigDecimal amount) {
    return Math.abs((long) amount.precision() - amount.scale()) <= DIGITS
        && Math.abs(amount.scale()) <= DIGITS;
  }

  private static void demand(boolean good, String name, String expected) {
    if (!good) {
      throw new Rejection("invalid-parameter", name + ": (expected: " + expected + ")", name);
    }
  }

  /**
   * The ids and tags that a filter means.
   *
   * @param tags in every spelling
   * @param split transactions with a part in one of the categories
   */
  public record MergedMembers(
      List<UUID> categories, List<UUID> merchants, List<String> tags, List<UUID> split) {}

  /** The conditions as SQL, each a constant; values travel as parameters only. */
  public String conditions(MergedMembers mergedMembers) {
    StringBuilder sql =
        new StringBuilder(removed ? " and removed_by is not null" : " and removed_by is null");
    among(sql, "account_id", "accounts", accountId);
    if (details.aboutParts()) {
      appendParts(sql, mergedMembers);
    } else if (!mergedMembers.split().isEmpty()) {
      sql.append(
          " and (category_id = any(:categories) and split_total is null or id = any(:split))");
    } else if (!mergedMembers.categories().isEmpty()) {
      among(sql, "category_id", "categories", mergedMembers.categories());
      sql.append(" and split_total is null");
    }
    among(sql, "merchant_id", "merchants", mergedMembers.merchants());
    if (!tag.isEmpty()) {
      sql.append(
          " and id in (select transaction_id from transaction_tag"
              + " where user_id = :user and tag = any(:tags))");
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
    details.appendTo(sql);
    return sql.toString();
  }

  private void appendParts(StringBuilder sql, MergedMembers mergedMembers) {
    sql.append(" and (split_total is null")
        .append(part(mergedMembers, "category_id", "amount > 0"))
        .append(" or split_total is not null and (exists (select from transaction_split s")
        .append(" where s.user_id = :user and s.transaction_id = transaction.id")
        .append(part(mergedMembers, "s.category_id", "s.amount > 0"))
        .append(") or split_total <> amount")
        .append(part(mergedMembers, "null::uuid", "amount > split_total"))
        .append("))");
  }

  /**
   * The conditions on an undivided row or on a part of a split one, as SQL.
   *
   * @param category of the row or part
   * @param inflow whether its amount is above 0
   */
  String part(MergedMembers mergedMembers, String category, String inflow) {
    StringBuilder sql = new StringBuilder();
    if (!categoryId.isEmpty()) {
      boolean one = !details.aboutParts() && oneCategory(mergedMembers);
      sql.append(" and ").append(category).append(one ? " = :categories" : " = any(:categories)");
    }
    if (details.uncategorised() != null) {
      sql.append(" and ").append(category).append(details.uncategorised() ? " is" : " is not");
      sql.append(" null");
    }
    if (details.kind() != null) {
      sql.append(DetailFilter.INCOME.equals(details.kind()) ? " and (" : " and not (")
          .append(income(category, inflow))
          .append(")");
    }
    return sql.toString();
  }

  /** Whether an amount is income, as SQL; {@code :income} are the categories of income. */
  static String income(String category, String inflow) {
    return "case when %1$s is null then %2$s else %1$s = any(:income) end"
        .formatted(category, inflow);
  }

  private static boolean oneCategory(MergedMembers mergedMembers) {
    return mergedMembers.split().isEmpty() && mergedMembers.categories().size() == 1;
  }

  public Map<String, Object> parameters(MergedMembers mergedMembers) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    put(parameters, "accounts", accountId);
    if (!details.aboutParts() && mergedMembers.split().isEmpty()) {
      put(parameters, "categories", mergedMembers.categories());
    } else if (details.aboutParts()) {
      if (!categoryId.isEmpty()) {
        parameters.put("categories", mergedMembers.categories().toArray(UUID[]::new));
      }
    } else {
      parameters.put("categories", mergedMembers.categories().toArray(UUID[]::new));
      parameters.put("split", mergedMembers.split().toArray(UUID[]::new));
    }
    put(parameters, "merchants", mergedMembers.merchants());
    if (!tag.isEmpty()) {
      parameters.put("tags", mergedMembers.tags().toArray(String[]::new));
    }
    put(parameters, "from", from);
    put(parameters, "to", to);
    put(parameters, "minAmount", minAmount);
    put(parameters, "maxAmount", maxAmount);
    put(parameters, "currency", currency);
    put(parameters, "pending", pending);
    put(
        parameters,
        "changedSince",
        details.changedSince() == null ? null : details.changedSince().atOffset(ZoneOffset.UTC));
    return parameters;
  }

  /** One value is compared by itself: only then does the index's order serve the list's. */
  private static void among(StringBuilder sql, String column, String name, List<UUID> values) {
    if (values.size() == 1) {
      sql.append(" and ").append(column).append(" = :").append(name);
    } else if (!values.isEmpty()) {
      sql.append(" and ").append(column).append(" = any(:").append(name).append(")");
    }
  }

  private static void put(Map<String, Object> parameters, String name, List<UUID> values) {
    if (values.size() == 1) {
      parameters.put(name, values.getFirst());
    } else if (!values.isEmpty()) {
      parameters.put(name, values.toArray(UUID[]::new));
    }
  }

  private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
    if (value != null) {
      parameters.put(name, value);
    }
  }
}
