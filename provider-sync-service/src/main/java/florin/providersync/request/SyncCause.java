package florin.providersync.request;

import java.util.Locale;

/** The cause of a sync. */
public enum SyncCause {
  LINK,
  MANUAL,
  WEBHOOK,
  SCHEDULED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
