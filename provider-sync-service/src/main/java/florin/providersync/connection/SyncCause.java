package florin.providersync.connection;

import java.util.Locale;

/** What made a sync due. */
public enum SyncCause {
  LINK,
  MANUAL,
  WEBHOOK,
  SCHEDULED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
