package florin.local.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The database roles each service has, every one with a password of its own. */
public enum DatabaseRole {
  OWNER,
  APP,
  WORKER,
  RELAY,
  VAULT,
  ERASURE;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(DatabaseRole::key).toList();
  }
}
