package florin.gateway.watch;

import florin.gateway.Upstream;

/** A file of the archive, with the request whose response it contains. */
enum ArchivePart {
  SETTINGS("settings", Upstream.ACCOUNTS, "/api/users/me"),
  ACCOUNTS("accounts", Upstream.ACCOUNTS),
  BALANCES("balances", Upstream.ACCOUNTS),
  ACCOUNT_GROUPS("account-groups", Upstream.ACCOUNTS),
  CATEGORIES("categories", Upstream.TRANSACTIONS),
  MERCHANTS("merchants", Upstream.TRANSACTIONS),
  RULES("rules", Upstream.TRANSACTIONS),
  TRANSFER_SETTINGS("transfer-settings", Upstream.TRANSACTIONS, "/api/transfers/settings"),
  TRANSACTIONS("transactions", Upstream.TRANSACTIONS),
  SERIES("series", Upstream.TRANSACTIONS),
  SCENARIOS("scenarios", Upstream.PLANNING),
  BILLS("bills", Upstream.PLANNING),
  ALLOCATIONS("allocations", Upstream.PLANNING),
  GOALS("goals", Upstream.PLANNING);

  private final String label;
  private final Upstream upstream;
  private final String request;

  ArchivePart(String label, Upstream upstream) {
    this(label, upstream, "/api/exports/" + label + "?format=ndjson");
  }

  ArchivePart(String label, Upstream upstream, String request) {
    this.label = label;
    this.upstream = upstream;
    this.request = request;
  }

  /** The file's name in the archive. */
  String file() {
    return label + ".ndjson";
  }

  Upstream upstream() {
    return upstream;
  }

  String request() {
    return request;
  }
}
