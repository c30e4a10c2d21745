package florin.transactions.filter;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query of {@code GET /api/transactions} that lists what a filter matches. */
public record FilterQuery(Map<String, List<String>> parameters) {

  /** Every condition of a filter that is not the list's default. */
  public static FilterQuery of(TransactionFilter filter) {
    DetailFilter details = filter.details();
    FilterQuery query =
        new FilterQuery(Map.of())
            .ids("accountId", filter.accountId())
            .ids("categoryId", filter.categoryId())
            .ids("merchantId", filter.merchantId())
            .with("tag", filter.tag())
            .one("from", filter.from())
            .one("to", filter.to())
            .one("minAmount", plain(filter.minAmount()))
            .one("maxAmount", plain(filter.maxAmount()))
            .one("currency", filter.currency())
            .one("direction", filter.direction())
            .one("pending", filter.pending())
            .one("q", details.q())
            .one("uncategorised", details.uncategorised())
            .one("untagged", details.untagged())
            .inclusion("excluded", details.excluded())
            .inclusion("hidden", details.hidden())
            .inclusion("transfers", details.transfers())
            .one("manual", details.manual())
            .one("split", details.split())
            .one("hasNote", details.hasNote())
            .one("hasMerchant", details.hasMerchant())
            .one("recurring", details.recurring())
            .one("changedSince", details.changedSince())
            .one("kind", details.kind());
    return details.exactCategory() ? query.one("exactCategory", true) : query;
  }

  private static @Nullable String plain(java.math.@Nullable BigDecimal amount) {
    return amount == null ? null : amount.toPlainString();
  }

  private FilterQuery inclusion(String name, Inclusion inclusion) {
    return inclusion == Inclusion.INCLUDE ? this : one(name, inclusion.label());
  }

  /** The same with one value of a parameter; unchanged without a value. */
  public FilterQuery one(String name, @Nullable Object value) {
    return value == null ? this : with(name, List.of(value.toString()));
  }

  public FilterQuery ids(String name, Collection<UUID> ids) {
    return with(name, ids.stream().map(UUID::toString).toList());
  }

  /** The same with these values of a parameter instead of others; unchanged without values. */
  public FilterQuery with(String name, List<String> values) {
    if (values.isEmpty()) {
      return this;
    }
    Map<String, List<String>> more = new LinkedHashMap<>(parameters);
    more.put(name, values);
    return new FilterQuery(more);
  }

  /** The path of the list with the query. */
  public String path() {
    return parameters.entrySet().stream()
        .flatMap(
            entry -> entry.getValue().stream().map(value -> entry.getKey() + "=" + encoded(value)))
        .collect(Collectors.joining("&", "/api/transactions?", ""));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
