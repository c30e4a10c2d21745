package florin.providersync.plaid.resilience;

import florin.providersync.plaid.wire.PlaidEndpoint;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rate limits of Plaid: the figures of its production environment (Plaid documentation, "Rate
 * limits"), which it may set otherwise for a customer.
 *
 * @param others of everything Plaid names no limit for
 * @param patience the longest wait of a call for its turn; a reading of more pages than the limit
 *     of an item per minute has to wait for longer than a minute
 * @param atOnce calls of one endpoint under way
 * @param outage when an endpoint is left alone for a while
 * @param again the pause before a call is made again, doubled after each
 */
public record PlaidLimits(
    @DefaultValue("50/2500") Quota transactionsSync,
    @DefaultValue("2/100") Quota transactionsRefresh,
    @DefaultValue("20/1000") Quota transactionsRecurringGet,
    @DefaultValue("15/2000") Quota investmentsHoldingsGet,
    @DefaultValue("30/20000") Quota investmentsTransactionsGet,
    @DefaultValue("15/1000") Quota liabilitiesGet,
    @DefaultValue("15/15000") Quota accountsGet,
    @DefaultValue("15/5000") Quota itemGet,
    @DefaultValue("30/2000") Quota itemRemove,
    @DefaultValue("0/400") Quota institutionsGetById,
    @DefaultValue("0/600") Quota others,
    @DefaultValue("75s") Duration patience,
    @DefaultValue("256") int atOnce,
    @DefaultValue Outage outage,
    @DefaultValue("200ms") Duration again) {

  /** Calls a minute: {@code 50/2500} is 50 for one item and 2,500 for all; 0 is no limit. */
  record Quota(int item, int client) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,7})/(\\d{1,7})");

    /** Public, for Spring's binder to find it by name. */
    public static Quota of(String text) {
      Matcher parts = FORM.matcher(text);
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "limit: '" + text + "' (expected: calls a minute of an item/of all, such as 50/2500)");
      }
      return new Quota(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }
  }

  /**
   * @param calls the last calls that are looked at, of which there must be half as many at least
   * @param percent of them that failed by Plaid's fault
   * @param pause until it is tried again
   */
  record Outage(
      @DefaultValue("100") int calls,
      @DefaultValue("50") int percent,
      @DefaultValue("30s") Duration pause) {}

  Quota of(PlaidEndpoint plaidEndpoint) {
    return switch (plaidEndpoint) {
      case TRANSACTIONS -> transactionsSync;
      case REFRESH -> transactionsRefresh;
      case RECURRING -> transactionsRecurringGet;
      case HOLDINGS -> investmentsHoldingsGet;
      case INVESTMENTS -> investmentsTransactionsGet;
      case LIABILITIES -> liabilitiesGet;
      case ACCOUNTS -> accountsGet;
      case ITEM -> itemGet;
      case REMOVE -> itemRemove;
      case INSTITUTION -> institutionsGetById;
      case LINK_TOKEN, LINK_SESSION, EXCHANGE, INVALIDATE, WEBHOOK_KEY -> others;
    };
  }
}
