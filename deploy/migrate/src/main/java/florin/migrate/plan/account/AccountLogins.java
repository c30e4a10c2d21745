package florin.migrate.plan.account;

import florin.migrate.source.SourceDatabase;
import florin.migrate.source.SourceRow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The item and the access token of each account, from all tables that may name them. */
final class AccountLogins {

  private static final String TOKEN = "access_token";
  private static final String ITEM = "item_id";

  private final Map<String, SourceRow> links = new HashMap<>();
  private final Map<String, String> itemsByKey = new HashMap<>();
  private final Map<String, String> usersByItem = new HashMap<>();
  private final Map<String, String> tokens = new HashMap<>();
  private final Map<String, String> itemsByToken = new HashMap<>();

  private AccountLogins() {}

  static AccountLogins read(SourceDatabase source) {
    AccountLogins logins = new AccountLogins();
    source.read(PlannedAccounts.ITEMS, "id", logins::addItem);
    source.read(PlannedAccounts.LINKS, "id", logins::addLink);
    if (source.has(PlannedAccounts.ACCOUNTS, TOKEN)) {
      source.read(PlannedAccounts.ACCOUNTS, "id", logins::addAccount);
    }
    return logins;
  }

  private void addItem(SourceRow row) {
    noteItem(row.text(TOKEN), row);
    row.text(ITEM)
        .ifPresent(
            item -> row.text("user_id").ifPresent(user -> usersByItem.putIfAbsent(item, user)));
    row.text("id")
        .ifPresent(key -> row.text(ITEM).ifPresent(item -> itemsByKey.putIfAbsent(key, item)));
  }

  private void addLink(SourceRow row) {
    noteItem(row.text(TOKEN), row);
    row.text("account_id").ifPresent(account -> links.putIfAbsent(account, row));
  }

  private void addAccount(SourceRow row) {
    Optional<String> token = row.text(TOKEN);
    if (token.isEmpty()) {
      return;
    }
    noteItem(token, row);
    row.text("account_id")
        .ifPresent(
            account -> {
              tokens.putIfAbsent(account, token.get());
              link(account).ifPresent(link -> noteItem(token, link));
            });
  }

  private void noteItem(Optional<String> token, SourceRow row) {
    token.ifPresent(of -> row.text(ITEM).ifPresent(item -> itemsByToken.putIfAbsent(of, item)));
  }

  /** The row of {@code plaid_accounts} of an account. */
  Optional<SourceRow> link(String account) {
    return Optional.ofNullable(links.get(account));
  }

  /** The user whom an item names. */
  Optional<String> user(String item) {
    return Optional.ofNullable(usersByItem.get(item));
  }

  /** The token that the row of an account in {@code accounts} has. */
  Optional<String> token(String account) {
    return Optional.ofNullable(tokens.get(account));
  }

  /**
   * The item of an account. Accounts without an item id belong to the item whose key they have, or
   * to that of their token; an item whose id is unknown is named by its token.
   */
  Optional<String> item(SourceRow account, String id) {
    Optional<SourceRow> link = link(id);
    return link.flatMap(of -> of.text(ITEM))
        .or(() -> account.text(ITEM))
        .or(() -> link.flatMap(of -> of.text("plaid_item_id")).map(itemsByKey::get))
        .or(() -> link.flatMap(of -> of.text(TOKEN)).or(() -> token(id)).map(this::itemOfToken));
  }

  private String itemOfToken(String token) {
    String item = itemsByToken.get(token);
    return item == null ? "token-" + Integer.toHexString(token.hashCode()) : item;
  }
}
