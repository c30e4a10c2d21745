package florin.accounts.account;

import java.util.Locale;

/** Whose word it was that an account is closed or open again. */
public enum Party {
  USER,
  PROVIDER;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Party of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
