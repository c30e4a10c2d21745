package florin.transactions.validation;

import florin.journal.web.field.FieldChecks;
import org.jspecify.annotations.Nullable;

/** The names of categories and merchants. */
public final class NameChecks {

  private static final int LONGEST = 100;

  private NameChecks() {}

  /** The name in a request, without the blanks around it. */
  public static String name(@Nullable String name) {
    return FieldChecks.name(name == null ? "" : name, "name", LONGEST);
  }
}
