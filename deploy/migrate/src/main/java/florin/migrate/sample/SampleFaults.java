package florin.migrate.sample;

import florin.migrate.plan.findings.FindingRule;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One transaction of each fault, and one whole transfer. */
final class SampleFaults {

  private static final String TABLE = "transactions";
  private static final String CHECKING = "ada-checking";
  private static final String CARD = "ada-card";

  private final SampleTables.Insert rows;
  private final boolean head;
  private final LocalDate last;
  private final List<PlantedFault> faults;
  private int next = 1_000_000;

  SampleFaults(SampleTables tables, boolean head, LocalDate last, List<PlantedFault> faults) {
    this.rows = transactionRows(tables);
    this.head = head;
    this.last = last;
    this.faults = faults;
  }

  static SampleTables.Insert transactionRows(SampleTables tables) {
    String columns =
        "id user_id transaction_id account_id amount date description provider merchant_name"
            + " user_modified user_modified_fields category_id category category_slug pending"
            + " is_internal internal_match_id";
    return tables.into(TABLE, columns.split(" "));
  }

  /** A row of a bank on an ordinary day; its parts are replaced one by one. */
  private static final class Row {
    private @Nullable String user = "ada";
    private @Nullable String account = CHECKING;
    private @Nullable Number amount = 7;
    private String provider = "plaid";
    private @Nullable String edited;
    private @Nullable Integer category;
    private @Nullable String counterpart;
  }

  private interface Change {
    void to(Row row);
  }

  private void add(@Nullable String id, @Nullable String date, Change change) {
    Row row = new Row();
    change.to(row);
    rows.row(
        next++,
        row.user,
        id,
        row.account,
        row.amount,
        date,
        "Planted",
        row.provider,
        null,
        row.edited != null,
        row.edited,
        row.category,
        null,
        null,
        false,
        row.counterpart != null,
        row.counterpart);
  }

  private void fault(FindingRule rule, @Nullable String id, Change change) {
    fault(rule, id, day(), change);
  }

  private void fault(FindingRule rule, @Nullable String id, @Nullable String date, Change change) {
    add(id, date, change);
    faults.add(new PlantedFault(TABLE, id == null ? "id " + (next - 1) : id, rule));
  }

  private String day() {
    return last.minusDays(3) + (head ? "" : " 00:00:00");
  }

  private static Change amount(@Nullable Number amount) {
    return row -> row.amount = amount;
  }

  void write() throws SQLException {
    transfer("pair-out", "pair-in", CHECKING, 500);
    transfer("pair-in", "pair-out", CARD, -500);
    incompleteTransfer("unequal-out", "unequal-in", CHECKING, 500);
    incompleteTransfer("unequal-in", "unequal-out", CARD, -3);
    incompleteTransfer("third-half", "pair-out", CARD, -500);
    fault(FindingRule.ORPHAN, "orphan", row -> row.account = "gone");
    fault(FindingRule.ORPHAN, "no-account", row -> row.account = null);
    fault(FindingRule.ZERO_AMOUNT_KEPT, "zero", amount(0));
    fault(
        FindingRule.ZERO_AMOUNT_LEFT_OUT,
        "zero-cash",
        row -> {
          row.account = "ada-cash";
          row.provider = "manual";
          row.amount = 0;
        });
    fault(FindingRule.DUPLICATE_ID, "pair-out", amount(500));
    fault(FindingRule.USER_MISSING, "no-user", row -> row.user = null);
    fault(FindingRule.USER_DIFFERS, "other-user", row -> row.user = "ben");
    fault(
        FindingRule.UNKNOWN_WORD,
        "pdf",
        row -> {
          row.account = "ada-cash";
          row.provider = "pdf_import";
        });
    fault(FindingRule.PAIR_INCOMPLETE, "half-pair", row -> row.counterpart = "gone");
    fault(FindingRule.INVALID_JSON, "bad-json", row -> row.edited = "{oops");
    fault(FindingRule.MISSING_VALUE, "no-amount", amount(null));
    fault(FindingRule.MISSING_VALUE, "no-date", null, _ -> {});
    fault(FindingRule.MISSING_VALUE, null, _ -> {});
    fault(FindingRule.REFERENCE_DROPPED, "no-category", row -> row.category = 999);
    fault(FindingRule.SIGN_DIFFERS, "wages-out", row -> row.category = 2);
    if (!head) {
      fault(FindingRule.ROUNDED, "float", amount(0.1 + 0.2));
      fault(FindingRule.TIME_DROPPED, "evening", last + " 23:30:00", _ -> {});
    }
    rows.write();
  }

  private void incompleteTransfer(String id, String counterpart, String account, int amount) {
    transfer(id, counterpart, account, amount);
    faults.add(new PlantedFault(TABLE, id, FindingRule.PAIR_INCOMPLETE));
  }

  private void transfer(String id, String counterpart, String account, int amount) {
    add(
        id,
        day(),
        row -> {
          row.account = account;
          row.amount = amount;
          row.counterpart = counterpart;
        });
  }
}
