package florin.migrate.plan;

import java.util.Set;

/** The fields of the source's rules that Florin has. */
public final class RuleFields {

  /** Characters of a description that a rule sets. */
  public static final int LONGEST_DESCRIPTION = 500;

  public static final Set<String> CRITERIA =
      Set.of("account_id", "merchant_name", "description_pattern", "amount_min", "amount_max");

  public static final Set<String> ACTIONS =
      Set.of("category_id", "category", "merchant_name", "description");

  private RuleFields() {}
}
