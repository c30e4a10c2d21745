package florin.accounts.validation;

import florin.journal.web.field.FieldChecks;

/** The names of accounts and groups. */
public final class NameChecks {

  private static final int LONGEST = 128;

  private NameChecks() {}

  /** A name without the blanks around it. */
  public static String name(String given) {
    return FieldChecks.name(given, "name", LONGEST);
  }
}
