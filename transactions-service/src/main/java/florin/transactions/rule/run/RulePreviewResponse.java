package florin.transactions.rule.run;

import florin.events.Money;
import florin.transactions.projection.TransactionRow;
import florin.transactions.rule.evaluation.RuleAssignments;
import florin.transactions.rule.evaluation.RuleAssignments.FieldAssignment;
import florin.transactions.rule.evaluation.RuleAssignments.TagAssignment;
import florin.transactions.rule.evaluation.RuleField;
import florin.transactions.rule.evaluation.RuleReference;
import florin.transactions.rule.evaluation.RuleSubject;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One page of the transactions that a run would change. */
record RulePreviewResponse(
    @Schema(description = "Transactions that a run would change, newest first")
        List<PreviewedTransaction> items,
    @Nullable @Schema(description = "The cursor of the next page; null on the last") String next,
    @Schema(description = "How many transactions match, on all pages") int matched,
    @Schema(description = "How many transactions would change, on all pages") int changed) {

  /** A transaction that a run would change. */
  record PreviewedTransaction(
      @Schema(description = "The transaction") UUID transactionId,
      @Schema(description = "Its account") UUID accountId,
      @Schema(description = "The day it was booked") LocalDate date,
      @Schema(description = "Negative: money out") Money amount,
      @Schema(description = "The description of the bank, or as it was entered") String description,
      @Schema(description = "The fields that would change") List<PreviewedChange> changes) {

    static PreviewedTransaction of(
        TransactionRow row, RuleSubject before, RuleAssignments assignments) {
      RuleSubject after = before.with(assignments);
      List<PreviewedChange> changes = new ArrayList<>();
      for (Map.Entry<RuleField, FieldAssignment> field : assignments.fields().entrySet()) {
        changes.add(
            new PreviewedChange(
                field.getKey().word(),
                value(field.getKey(), before.shown(field.getKey())),
                value(field.getKey(), after.shown(field.getKey())),
                List.of(PreviewedRule.of(field.getValue().rule()))));
      }
      if (!assignments.tags().isEmpty()) {
        changes.add(
            new PreviewedChange(
                "tags",
                List.copyOf(before.shownTags().values()),
                List.copyOf(after.shownTags().values()),
                assignments.tags().values().stream()
                    .map(TagAssignment::rule)
                    .distinct()
                    .map(PreviewedRule::of)
                    .toList()));
      }
      return new PreviewedTransaction(
          row.id(),
          row.account(),
          row.said().date(),
          row.said().amount(),
          row.said().description(),
          changes);
    }

    private static @Nullable Object value(RuleField field, Optional<String> value) {
      return switch (field) {
        case EXCLUDED, TRANSFER -> value.map(Boolean::valueOf).orElse(false);
        case CATEGORY, MERCHANT, DESCRIPTION, NOTE -> value.orElse(null);
      };
    }
  }

  /** A field that would change. */
  record PreviewedChange(
      @Schema(
              allowableValues = {
                "categoryId",
                "merchantId",
                "description",
                "note",
                "tags",
                "excluded",
                "transfer"
              },
              description = "The field")
          String field,
      @Nullable
          @Schema(
              types = {"string", "boolean", "array", "null"},
              description = "The value that is shown now; a list for tags")
          Object before,
      @Nullable
          @Schema(
              types = {"string", "boolean", "array", "null"},
              description = "The value that would be shown; a list for tags")
          Object after,
      @Schema(description = "The rules that would set the value") List<PreviewedRule> rules) {}

  /** A rule in the version that would set a value. */
  record PreviewedRule(
      @Nullable @Schema(description = "The rule; null if it is not stored") UUID id,
      @Nullable @Schema(description = "Its version; null if it is not stored") Integer version) {

    static PreviewedRule of(RuleReference rule) {
      return rule.equals(RuleSelection.UNSAVED)
          ? new PreviewedRule(null, null)
          : new PreviewedRule(rule.id(), rule.version());
    }
  }
}
