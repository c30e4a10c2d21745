package florin.gateway;

import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** A service behind the gateway, with every path that leads to it; no other path leads anywhere. */
public enum Upstream {
  ACCOUNTS(
      "accounts",
      "accounts",
      "/api/accounts/**",
      "/api/net-worth",
      "/api/institutions",
      "/api/liabilities",
      "/api/account-groups/**",
      "/api/account-snapshot",
      "/api/investments/**",
      "/api/users/**",
      "/api/exports/accounts",
      "/api/exports/balances",
      "/api/exports/account-groups",
      "/api/changes/accounts/**",
      "/api/events/accounts"),
  TRANSACTIONS(
      "transactions",
      "transactions",
      "/api/transactions/**",
      "/api/categories/**",
      "/api/rules/**",
      "/api/merchants/**",
      "/api/tags/**",
      "/api/transfers/**",
      "/api/recurring/**",
      "/api/reports/**",
      "/api/review/**",
      "/api/imports/**",
      "/api/exports/transactions",
      "/api/exports/categories",
      "/api/exports/merchants",
      "/api/exports/rules",
      "/api/exports/series",
      "/api/changes/transactions/**",
      "/api/events/transactions"),
  PROVIDER_SYNC(
      "provider-sync",
      "connections",
      "/api/connections/**",
      "/webhooks/plaid",
      "/webhooks/teller",
      "/api/changes/connections/**",
      "/api/events/connections"),
  PLANNING(
      "planning",
      "planning",
      "/api/scenarios/**",
      "/api/goals/**",
      "/api/forecast/**",
      "/api/safe-to-spend",
      "/api/exports/scenarios",
      "/api/exports/bills",
      "/api/exports/allocations",
      "/api/exports/goals",
      "/api/changes/planning/**",
      "/api/events/planning");

  private final String label;
  private final String area;

  @SuppressWarnings("ImmutableEnumChecker") // made by toList(), never handed out
  private final List<PathPattern> patterns;

  Upstream(String label, String area, String... paths) {
    this.label = label;
    this.area = area;
    this.patterns = List.of(paths).stream().map(PathPatternParser.defaultInstance::parse).toList();
  }

  /** The name on the wire, in routes and in logs. */
  public String label() {
    return label;
  }

  /** The last segment of its change feed. */
  public String area() {
    return area;
  }

  public List<String> paths() {
    return patterns.stream().map(PathPattern::getPatternString).toList();
  }

  /**
   * Whether a path, or a path template such as {@code /api/accounts/{id}}, leads to this service.
   */
  public boolean owns(String path) {
    var parsed = PathContainer.parsePath(path);
    return patterns.stream().anyMatch(pattern -> pattern.matches(parsed));
  }
}
