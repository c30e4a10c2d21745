package florin.emulator.http;

import florin.emulator.state.EmulatorState;
import florin.emulator.state.RateLimitOverrides.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers per minute, per Item and per client, after Plaid's table of rate limits (documentation,
 * "Rate limit table"). A window starts with its first answer and lasts a minute; a refused request
 * does not count.
 */
public final class RateLimits {
  /** The table of limits that applies. */
  public enum LimitProfile {
    NONE,
    SANDBOX,
    PRODUCTION
  }

  private record LimitRule(Limit sandbox, Limit production, ErrorCode item, ErrorCode client) {}

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_WINDOWS = 50_000;
  private static final LimitRule UNLIMITED =
      row(null, null, null, null, ErrorCode.RATE_LIMIT, ErrorCode.RATE_LIMIT);
  private static final Map<String, LimitRule> TABLE =
      Map.ofEntries(
          Map.entry(
              "/transactions/sync", row(50, 1_000, 50, 2_500, ErrorCode.TRANSACTIONS_SYNC_LIMIT)),
          Map.entry("/transactions/get", row(80, 1_000, 30, 20_000, ErrorCode.TRANSACTIONS_LIMIT)),
          Map.entry(
              "/transactions/refresh", row(2, 100, 2, 100, ErrorCode.TRANSACTIONS_REFRESH_LIMIT)),
          Map.entry("/accounts/get", row(100, 5_000, 15, 15_000, ErrorCode.ACCOUNTS_LIMIT)),
          Map.entry(
              "/accounts/balance/get",
              row(
                  25,
                  100,
                  5,
                  1_200,
                  ErrorCode.BALANCE_LIMIT,
                  ErrorCode.ACCOUNTS_BALANCE_GET_LIMIT)),
          Map.entry("/item/get", row(40, 5_000, 15, 5_000, ErrorCode.ITEM_GET_LIMIT)),
          Map.entry("/item/remove", row(100, 500, 30, 2_000, ErrorCode.RATE_LIMIT)),
          Map.entry(
              "/institutions/get_by_id",
              row(null, 400, null, 400, ErrorCode.INSTITUTIONS_GET_BY_ID_LIMIT)),
          Map.entry("/sandbox/transactions/create", row(2, 50, 2, 50, ErrorCode.RATE_LIMIT)),
          Map.entry("/transactions/recurring/get", row(20, 1_000, 20, 1_000, ErrorCode.RATE_LIMIT)),
          Map.entry(
              "/investments/holdings/get",
              row(100, 1_000, 15, 2_000, ErrorCode.INVESTMENT_HOLDINGS_GET_LIMIT)),
          Map.entry(
              "/investments/transactions/get",
              row(100, 1_000, 30, 20_000, ErrorCode.INVESTMENT_TRANSACTIONS_LIMIT)),
          Map.entry("/investments/refresh", row(1, 100, 1, 100, ErrorCode.RATE_LIMIT)),
          Map.entry("/liabilities/get", row(10, 1_000, 15, 1_000, ErrorCode.RATE_LIMIT)));

  private final EmulatorState emulatorState;
  private final LimitProfile limitProfile;
  private final Map<String, Window> windows = new HashMap<>();

  public RateLimits(EmulatorState emulatorState, LimitProfile limitProfile) {
    this.emulatorState = emulatorState;
    this.limitProfile = limitProfile;
  }

  /**
   * @throws PlaidError if the Item or the client exceeds its limit
   */
  void check(String path, @Nullable String itemId) {
    var limitRule = TABLE.getOrDefault(path, UNLIMITED);
    var limit = limit(path, limitRule);
    var now = emulatorState.clock().instant();
    var ofItem = itemId == null ? null : window(path + "|" + itemId, limit.perItem(), now);
    var ofClient = window(path, limit.perClient(), now);
    if (ofItem != null && ofItem.full(limit.perItem())) {
      throw limitRule.item().refusal();
    }
    if (ofClient != null && ofClient.full(limit.perClient())) {
      throw limitRule.client().refusal();
    }
    count(ofItem);
    count(ofClient);
  }

  private Limit limit(String path, LimitRule limitRule) {
    return emulatorState.limits().of(path).orElseGet(() -> planned(limitRule));
  }

  private Limit planned(LimitRule limitRule) {
    if (emulatorState.limits().lifted()) {
      return UNLIMITED.sandbox();
    }
    return switch (limitProfile) {
      case NONE -> UNLIMITED.sandbox();
      case SANDBOX -> limitRule.sandbox();
      case PRODUCTION -> limitRule.production();
    };
  }

  private @Nullable Window window(String key, @Nullable Integer most, Instant now) {
    if (most == null) {
      return null;
    }
    if (windows.size() > MOST_WINDOWS) {
      windows.values().removeIf(window -> window.over(now));
    }
    var window = windows.get(key);
    if (window == null || window.over(now)) {
      window = new Window(now);
      windows.put(key, window);
    }
    return window;
  }

  private static void count(@Nullable Window window) {
    Optional.ofNullable(window).ifPresent(one -> one.answers++);
  }

  private static LimitRule row(
      @Nullable Integer sandboxItem,
      @Nullable Integer sandboxClient,
      @Nullable Integer item,
      @Nullable Integer client,
      ErrorCode code) {
    return row(sandboxItem, sandboxClient, item, client, code, code);
  }

  private static LimitRule row(
      @Nullable Integer sandboxItem,
      @Nullable Integer sandboxClient,
      @Nullable Integer item,
      @Nullable Integer client,
      ErrorCode itemCode,
      ErrorCode clientCode) {
    return new LimitRule(
        new Limit(sandboxItem, sandboxClient), new Limit(item, client), itemCode, clientCode);
  }

  private static final class Window {
    private final Instant end;
    private int answers;

    Window(Instant start) {
      this.end = start.plus(WINDOW);
    }

    boolean over(Instant now) {
      return !now.isBefore(end);
    }

    boolean full(@Nullable Integer most) {
      return answers >= Objects.requireNonNullElse(most, Integer.MAX_VALUE);
    }
  }
}
