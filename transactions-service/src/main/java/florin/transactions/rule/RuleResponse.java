package florin.transactions.rule;

import florin.journal.database.Columns;
import florin.transactions.rule.RuleBody.ActionsBody;
import florin.transactions.rule.RuleBody.ConditionBody;
import florin.transactions.rule.RuleBody.GroupBody;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** A rule as clients see it. */
record RuleResponse(
    @Schema(description = "The rule's id") UUID id,
    @Schema(description = "Its name") String name,
    @Schema(description = "Whether new transactions are tested") boolean enabled,
    @Schema(
            allowableValues = {"all", "any"},
            description = "Whether all conditions and groups have to hold, or one")
        String match,
    @Schema(description = "Its conditions") List<ConditionBody> conditions,
    @Schema(description = "Its groups of conditions; each counts as one condition")
        List<GroupBody> groups,
    @Schema(description = "The values that it sets") ActionsBody actions,
    @Schema(description = "The ETag; explanations name the rule in this version") int version) {

  static RuleResponse read(Readable row) {
    RuleBody body = RuleView.body(row);
    return new RuleResponse(
        Columns.uuid(row, "id"),
        Objects.requireNonNull(body.name()),
        Columns.bool(row, "enabled"),
        Objects.requireNonNull(body.match()),
        Objects.requireNonNull(body.conditions()),
        Objects.requireNonNull(body.groups()),
        Objects.requireNonNull(body.actions()),
        Columns.integer(row, "version"));
  }
}
