package florin.accounts.account.value;

import java.util.Locale;

/** Whose word it was that an account is closed or open again. */
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
