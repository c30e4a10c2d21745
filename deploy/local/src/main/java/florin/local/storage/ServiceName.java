package florin.local.storage;

import java.nio.file.Path;
import java.util.Locale;

/** The four services; a name here is the name of the process, its log and its folder. */
public enum ServiceName {
  ACCOUNTS,
  TRANSACTIONS,
  PROVIDER_SYNC,
  PLANNING;

  /** As in the names of roles: {@code provider_sync}. */
  public String role() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String database() {
    return "florin_" + role();
  }

  public String process() {
    return role().replace('_', '-') + "-service";
  }

  public Path jar(Path root) {
    return root.resolve(process()).resolve("target").resolve(process() + ".jar");
  }

  /** As in the gateway's settings: {@code PROVIDERSYNC}. */
  public String setting() {
    return name().replace("_", "");
  }
}
