package florin.providersync.connection;

import florin.journal.stream.Rejection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks of the requests of a link, all of them before the provider is called. */
final class LinkValidation {

  private static final int LONGEST_TOKEN = 1_000;
  private static final int LONGEST_TEXT = 500;
  private static final int MOST_ACCOUNTS = 1_000;

  private static final Set<String> PRODUCTS =
      Set.of("transactions", "investments", "liabilities", "recurring_transactions");

  private LinkValidation() {}

  /**
   * @return the public token
   * @throws Rejection {@code invalid-request} with the field
   */
  static String publicToken(ConnectionApi.LinkConnectionRequest body) {
    String token = required(body.publicToken(), "/publicToken", LONGEST_TOKEN);
    ConnectionResponse.ConnectionInstitution connectionInstitution = body.institution();
    if (connectionInstitution != null) {
      required(connectionInstitution.id(), "/institution/id", LONGEST_TEXT);
      optional(connectionInstitution.name(), "/institution/name");
    }
    if (body.accounts() != null) {
      accounts(body.accounts());
    }
    return token;
  }

  private static void accounts(List<ConnectionApi.@Nullable LinkedAccountRequest> accounts) {
    if (accounts.size() > MOST_ACCOUNTS) {
      throw invalid(
          "/accounts", accounts.size() + " accounts", "at most " + MOST_ACCOUNTS + " accounts");
    }
    for (int i = 0; i < accounts.size(); i++) {
      String pointer = "/accounts/" + i;
      ConnectionApi.LinkedAccountRequest account = accounts.get(i);
      if (account == null) {
        throw invalid(pointer, "null", "an account");
      }
      optional(account.id(), pointer + "/id");
      optional(account.name(), pointer + "/name");
      optional(account.mask(), pointer + "/mask");
      optional(account.type(), pointer + "/type");
      optional(account.subtype(), pointer + "/subtype");
    }
  }

  /**
   * @throws Rejection {@code invalid-request} with the index of the product
   */
  static void products(List<@Nullable String> products) {
    for (int i = 0; i < products.size(); i++) {
      String product = products.get(i);
      if (product == null || !PRODUCTS.contains(product)) {
        throw invalid(
            "/products/" + i,
            "'" + product + "'",
            "transactions, investments, liabilities or recurring_transactions");
      }
    }
  }

  private static String required(@Nullable String text, String pointer, int longest) {
    if (text == null || text.isBlank()) {
      throw invalid(pointer, text == null ? "missing" : "blank", "a text");
    }
    checked(text, pointer, longest);
    return text;
  }

  private static void optional(@Nullable String text, String pointer) {
    if (text != null) {
      checked(text, pointer, LONGEST_TEXT);
    }
  }

  /** A database text holds no NUL, and UTF-8 has no form of half a surrogate pair. */
  private static void checked(String text, String pointer, int longest) {
    if (text.length() > longest) {
      throw invalid(pointer, text.length() + " characters", "at most " + longest);
    }
    if (text.codePoints()
        .anyMatch(
            point ->
                point == 0
                    || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE))) {
      throw invalid(pointer, "a text with NUL or half a surrogate pair", "a text without them");
    }
  }

  private static Rejection invalid(String pointer, String actual, String expected) {
    String field = pointer.substring(1).replace('/', '.');
    return new Rejection(
        "invalid-request", field + ": " + actual + " (expected: " + expected + ")", pointer);
  }
}
