package florin.providersync.sync.read;

import java.util.Locale;

/** A product that is read besides transactions, if the login supports it. */
public enum Product {
  HOLDINGS("investments"),
  INVESTMENT_TRANSACTIONS("investments"),
  LIABILITIES("liabilities"),
  RECURRING("recurring_transactions");

  private final String needs;

  Product(String needs) {
    this.needs = needs;
  }

  /** The provider's product that a connection must have. */
  String needs() {
    return needs;
  }

  /** As rows have it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
