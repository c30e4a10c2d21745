package florin.migrate.plan.transaction;

import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.JsonText;
import florin.migrate.plan.row.KeptRows;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.source.SourceRow;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The values of transactions that users or their rules set. */
final class TransactionEdits {

  private static final String TABLE = "transactions";
  private static final String CATEGORY = "category";
  private static final String DESCRIPTION = "description";
  private static final String MERCHANT = "merchant_name";

  private final Findings findings;
  private final Map<String, SourceRow> categories;
  private final Map<String, Set<String>> tags;
  private final TransactionTexts texts;

  TransactionEdits(
      Findings findings,
      Map<String, SourceRow> categories,
      Map<String, Set<String>> tags,
      TransactionTexts texts) {
    this.findings = findings;
    this.categories = categories;
    this.tags = tags;
    this.texts = texts;
  }

  /**
   * The columns that the user edited, and those in which a rule has another value than the bank.
   */
  Set<String> edited(
      KeptRows.Kept one,
      boolean fromBank,
      ProviderFields.Fields provider,
      PlannedTransaction.Bank bank) {
    Set<String> edited = new HashSet<>(marked(one));
    SourceRow row = one.row();
    if (!fromBank) {
      return edited;
    }
    Optional<String> merchant = TransactionTexts.named(row);
    if (row.flag("updated_by_rule")) {
      Optional<String> slug = category(row, edited).map(Vocabulary::slug);
      if (slug.isPresent() && !slug.equals(bank.categoryDetailed().map(Vocabulary::slug))) {
        edited.add(CATEGORY);
      }
      if (provider.complete() && differs(merchant, provider.merchant())) {
        edited.add(MERCHANT);
      }
    }
    if (!edited.contains(DESCRIPTION) && differs(row.text(DESCRIPTION), provider.name())) {
      findings.changed(
          TABLE,
          one.key(),
          FindingRule.AMOUNT_EDITED,
          "description: '%s', the bank's is '%s'"
              .formatted(shown(row.text(DESCRIPTION)), shown(provider.name())));
    }
    return edited;
  }

  private static String shown(Optional<String> text) {
    return Vocabulary.cut(text.orElse(""), 100);
  }

  /** Whether two texts are there and differ; the source stores 256 characters of a text. */
  private static boolean differs(Optional<String> own, Optional<String> bank) {
    return own.isPresent()
        && bank.isPresent()
        && !own.get().equalsIgnoreCase(bank.get().strip())
        && !(own.get().length() > 100 && bank.get().strip().startsWith(own.get()));
  }

  private Set<String> marked(KeptRows.Kept one) {
    Optional<String> text = JsonText.column(one.row(), "user_modified_fields");
    if (text.isEmpty()) {
      if (one.row().flag("user_modified")) {
        findings.changed(
            TABLE,
            one.key(),
            FindingRule.MISSING_VALUE,
            "user_modified_fields: none, so no value counts as edited");
      }
      return Set.of();
    }
    Optional<JsonNode> json = JsonText.parse(text.get()).filter(JsonNode::isObject);
    if (json.isEmpty()) {
      findings.changed(
          TABLE,
          one.key(),
          FindingRule.INVALID_JSON,
          "user_modified_fields: read as absent (expected: an object)");
      return Set.of();
    }
    Set<String> edited = new HashSet<>();
    json.get()
        .propertyStream()
        .filter(of -> of.getValue().asBoolean(false))
        .forEach(of -> edited.add(of.getKey()));
    return edited;
  }

  PlannedTransaction.Edits of(
      KeptRows.Kept one, Set<String> edited, boolean fromBank, ProviderFields.Fields provider) {
    SourceRow row = one.row();
    boolean described =
        edited.contains("description")
            && fromBank
            && !row.text("description").equals(provider.name());
    return new PlannedTransaction.Edits(
        edited.contains("category") || !fromBank
            ? texts.category(one, category(row, edited))
            : Optional.empty(),
        described ? texts.description(one) : Optional.empty(),
        edited.contains("merchant_name") || !fromBank ? texts.merchant(one) : Optional.empty(),
        tags.getOrDefault(one.key(), Set.of()),
        row.flag("is_internal"),
        row.text("internal_match_id"));
  }

  /** An edit changes only the text; otherwise the category that the row refers to counts. */
  private Optional<String> category(SourceRow row, Set<String> edited) {
    Optional<String> text = row.text("category").filter(word -> !word.equalsIgnoreCase("unknown"));
    Optional<String> slug =
        row.text("category_id")
            .flatMap(id -> Optional.ofNullable(categories.get(id)))
            .flatMap(CategorySlug::of)
            .or(() -> row.text("category_slug"))
            .filter(word -> !word.equals("UNKNOWN"));
    return edited.contains("category") ? text.or(() -> slug) : slug.or(() -> text);
  }
}
