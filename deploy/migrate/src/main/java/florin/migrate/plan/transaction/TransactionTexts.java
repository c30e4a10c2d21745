package florin.migrate.plan.transaction;

import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.KeptRows;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.source.SourceRow;
import java.util.Optional;
import java.util.Set;

/** The texts of transactions; one that a user set is not longer than Florin holds. */
final class TransactionTexts {

  private static final String TABLE = "transactions";
  private static final String NO_DESCRIPTION = "[no description]";
  private static final Set<String> NO_MERCHANT = Set.of("", "unknown");

  /** Characters of a description of the provider. */
  static final int LONGEST_OF_BANK = 2_000;

  private static final int LONGEST_DESCRIPTION = 500;
  private static final int LONGEST_NAME = 100;

  private final Findings findings;

  TransactionTexts(Findings findings) {
    this.findings = findings;
  }

  /**
   * @param bank the bank's own text
   */
  String name(KeptRows.Kept one, boolean fromBank, Optional<String> bank) {
    if (fromBank && bank.isPresent()) {
      return bank.get();
    }
    Optional<String> described =
        cut(
            one,
            "description",
            one.row().text("description"),
            fromBank ? LONGEST_OF_BANK : LONGEST_DESCRIPTION);
    return described
        .or(() -> one.row().text("merchant_name"))
        .orElseGet(
            () -> {
              if (one.row().table().has("description")) {
                findings.changed(
                    TABLE,
                    one.key(),
                    FindingRule.MISSING_VALUE,
                    "description: none, brought as " + NO_DESCRIPTION);
              }
              return NO_DESCRIPTION;
            });
  }

  /** The description that a user set. */
  Optional<String> description(KeptRows.Kept one) {
    return cut(one, "description", one.row().text("description"), LONGEST_DESCRIPTION);
  }

  /** The merchant that a user set. */
  Optional<String> merchant(KeptRows.Kept one) {
    return cut(one, "merchant_name", named(one.row()), LONGEST_NAME);
  }

  /** The category that a user set. */
  Optional<String> category(KeptRows.Kept one, Optional<String> category) {
    return cut(one, "category", category, LONGEST_NAME);
  }

  static Optional<String> named(SourceRow row) {
    return row.text("merchant_name").filter(name -> !NO_MERCHANT.contains(Vocabulary.lower(name)));
  }

  private Optional<String> cut(
      KeptRows.Kept one, String column, Optional<String> text, int longest) {
    text.filter(of -> of.length() > longest)
        .ifPresent(
            of ->
                findings.changed(
                    TABLE,
                    one.key(),
                    FindingRule.SHORTENED,
                    "%s: %d characters (expected: at most %d)"
                        .formatted(column, of.length(), longest)));
    return text.map(of -> Vocabulary.cut(of, longest));
  }
}
