package florin.transactions.imports.store;

import io.swagger.v3.oas.annotations.media.Schema;

/** The outcome of an import: the counts add up to the records of the file. */
public record ImportResult(
    @Schema(description = "Records that became transactions.") int added,
    @Schema(description = "Records that were linked to a transaction by a decision.") int linked,
    @Schema(description = "Records of transactions that were there already.") int known,
    @Schema(description = "Records of transactions that were removed before; they stay removed.")
        int removedBefore,
    @Schema(description = "Records that look like a transaction, without a decision.")
        int looksLike,
    @Schema(description = "Records that were left out by a decision or with their account.")
        int skipped,
    @Schema(description = "Records that need a decision or a setting.") int undecided,
    @Schema(description = "Records that could not be read.") int unreadable,
    @Schema(description = "Records that are no transactions.") int notATransaction) {

  public static final ImportResult NONE = new ImportResult(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
