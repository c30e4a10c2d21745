package florin.emulator.household.value;

import java.util.Locale;

/** A payee: its cleaned name, its category and where one pays. */
public record Merchant(String name, String category, String channel) {
  public static Merchant inStore(String name, String category) {
    return new Merchant(name, category, "in store");
  }

  public static Merchant online(String name, String category) {
    return new Merchant(name, category, "online");
  }

  /** As it stands on a bank statement. */
  public String statement() {
    var prefix = channel.equals("online") ? "WEB PMT " : "POS DEBIT ";
    return prefix + name.toUpperCase(Locale.ROOT) + " #" + Math.floorMod(name.hashCode(), 9_000);
  }
}
