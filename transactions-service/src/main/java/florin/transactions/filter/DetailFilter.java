package florin.transactions.filter;

import florin.journal.stream.Rejection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a filter beside accounts, categories, dates and amounts; absent means "any".
 *
 * @param q text that a row contains, see {@link SearchTerms}
 * @param uncategorised a split transaction is uncategorised if one of its parts is
 * @param hidden whether rows of hidden accounts are listed
 * @param transfers whether transactions in transfers between the user's accounts are listed
 * @param recurring whether a recurring series has the row as an occurrence
 * @param changedSince inclusive
 * @param exactCategory whether the filter on categories leaves out the categories under them
 * @param kind {@code income} or {@code expense}, see {@link
 *     florin.transactions.category.CategoryIndex}
 */
public record DetailFilter(
    @Nullable String q,
    @Nullable Boolean uncategorised,
    @Nullable Boolean untagged,
    Inclusion excluded,
    Inclusion hidden,
    Inclusion transfers,
    @Nullable Boolean manual,
    @Nullable Boolean split,
    @Nullable Boolean hasNote,
    @Nullable Boolean hasMerchant,
    @Nullable Boolean recurring,
    @Nullable Instant changedSince,
    boolean exactCategory,
    @Nullable String kind) {

  private static final String RECURRING =
      """
      exists (select from series_occurrence o join series e on e.user_id = o.user_id and e.id = o.series_id
        where o.user_id = :user and o.transaction_id = transaction.id and o.linked and not e.removed
          and e.status <> 'dismissed')\
      """;

  static final String INCOME = "income";
  static final String EXPENSE = "expense";

  public static final DetailFilter NONE =
      new DetailFilter(
          null,
          null,
          null,
          Inclusion.INCLUDE,
          Inclusion.INCLUDE,
          Inclusion.INCLUDE,
          null,
          null,
          null,
          null,
          null,
          null,
          false,
          null);

  public DetailFilter {
    if (kind != null && !List.of(INCOME, EXPENSE).contains(kind)) {
      throw new Rejection(
          "invalid-parameter", "kind: '" + kind + "' (expected: income or expense)", "kind");
    }
  }

  DetailFilter withKind(String only) {
    return with(transfers, only);
  }

  DetailFilter with(Inclusion ofTransfers) {
    return with(ofTransfers, kind);
  }

  private DetailFilter with(Inclusion ofTransfers, @Nullable String only) {
    return new DetailFilter(
        q,
        uncategorised,
        untagged,
        excluded,
        hidden,
        ofTransfers,
        manual,
        split,
        hasNote,
        hasMerchant,
        recurring,
        changedSince,
        exactCategory,
        only);
  }

  /** Whether a condition is about the parts of a split transaction. */
  boolean aboutParts() {
    return uncategorised != null || kind != null;
  }

  /** The conditions that need nothing but the row. */
  void appendTo(StringBuilder sql) {
    append(sql, untagged, "tags = '{}'");
    append(sql, manual, "source = 'manual'");
    append(sql, split, "split_total is not null");
    append(sql, hasNote, "note is not null");
    append(sql, hasMerchant, "merchant_id is not null");
    append(sql, recurring, RECURRING);
    switch (excluded) {
      case INCLUDE -> {}
      case EXCLUDE -> sql.append(" and not excluded");
      case ONLY -> sql.append(" and excluded");
    }
    switch (transfers) {
      case INCLUDE -> {}
      case EXCLUDE -> sql.append(" and transfer_id is null");
      case ONLY -> sql.append(" and transfer_id is not null");
    }
    if (changedSince != null) {
      sql.append(" and at >= :changedSince");
    }
  }

  private static void append(StringBuilder sql, @Nullable Boolean wanted, String condition) {
    if (wanted != null) {
      sql.append(wanted ? " and " : " and not ").append('(').append(condition).append(')');
    }
  }

  /**
   * Whether the sums per month can answer: of these conditions they have only excluded; transfers
   * are subtracted.
   */
  boolean plain() {
    return q == null
        && transfers != Inclusion.ONLY
        && untagged == null
        && manual == null
        && split == null
        && hasNote == null
        && hasMerchant == null
        && recurring == null
        && changedSince == null;
  }
}
