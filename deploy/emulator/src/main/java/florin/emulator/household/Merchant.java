package florin.emulator.household;

import java.util.Locale;

/** A payee: its cleaned name, its category and where one pays. */
record Merchant(String name, String category, String channel) {
  static Merchant inStore(String name, String category) {
    return new Merchant(name, category, "in store");
  }

  static Merchant online(String name, String category) {
    return new Merchant(name, category, "online");
  }

  /** As it stands on a bank statement. */
  String statement() {
    var prefix = channel.equals("online") ? "WEB PMT " : "POS DEBIT ";
    return prefix + name.toUpperCase(Locale.ROOT) + " #" + Math.floorMod(name.hashCode(), 9_000);
  }
}
