package florin.accounts.account.value;

import java.util.Locale;

/** The party that closed or reopened an account. */
public enum ClosingParty {
  USER,
  PROVIDER;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static ClosingParty of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
