package florin.providersync.plaid.wire;

/**
 * The endpoints of Plaid, and how often one call may be retried after a transient failure.
 *
 * <p>Never retried: calls that create or end something, because the first attempt may have been
 * carried out; a page of an update, because a failed page makes the whole update void (Plaid
 * documentation, {@code /transactions/sync}); a webhook's key, because the webhook comes again.
 */
public enum PlaidEndpoint {
  LINK_TOKEN("/link/token/create", 0),
  LINK_SESSION("/link/token/get", 2),
  EXCHANGE("/item/public_token/exchange", 0),
  ITEM("/item/get", 2),
  REMOVE("/item/remove", 0),
  INVALIDATE("/item/access_token/invalidate", 0),
  ACCOUNTS("/accounts/get", 2),
  TRANSACTIONS("/transactions/sync", 0),
  REFRESH("/transactions/refresh", 0),
  RECURRING("/transactions/recurring/get", 2),
  HOLDINGS("/investments/holdings/get", 2),
  INVESTMENTS("/investments/transactions/get", 2),
  LIABILITIES("/liabilities/get", 2),
  INSTITUTION("/institutions/get_by_id", 2),
  WEBHOOK_KEY("/webhook_verification_key/get", 0);

  private final String path;
  private final int repetitions;

  PlaidEndpoint(String path, int repetitions) {
    this.path = path;
    this.repetitions = repetitions;
  }

  public String path() {
    return path;
  }

  public int repetitions() {
    return repetitions;
  }

  /** Whether its responses contain data of the bank; none of these contains a token. */
  public boolean carriesBankData() {
    return switch (this) {
      case ACCOUNTS, TRANSACTIONS, RECURRING, HOLDINGS, INVESTMENTS, LIABILITIES -> true;
      case LINK_TOKEN,
          LINK_SESSION,
          EXCHANGE,
          ITEM,
          REMOVE,
          INVALIDATE,
          REFRESH,
          INSTITUTION,
          WEBHOOK_KEY ->
          false;
    };
  }

  /** As metrics and health show it, such as {@code transactions-sync}. */
  public String metricLabel() {
    return path.substring(1).replaceAll("[/_]", "-");
  }
}
