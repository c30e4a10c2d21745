package florin.migrate.plan;

import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.JsonText;
import florin.migrate.plan.row.KeptRows;
import florin.migrate.plan.row.Users;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks rules, groups of accounts and the accounts that are shown first. */
public final class SettingRows {

  /** The longest name of a group in Florin. */
  static final int LONGEST_NAME = 128;

  /** The longest colour of a group in Florin. */
  public static final int LONGEST_ACCENT = 64;

  private static final String SNAPSHOT = "account_snapshot_preferences";
  private static final String MEMBERSHIPS = "account_group_memberships";
  private static final int MOST_SELECTED = 10;
  private static final int MOST_GROUPED = 5;

  private final Findings findings;
  private final RowChecks checks;
  private final Users users;
  private final Map<String, PlannedAccount> accounts;
  private final Map<String, String> usersOfGroups = new HashMap<>();

  SettingRows(
      Findings findings, RowChecks checks, Users users, Map<String, PlannedAccount> accounts) {
    this.findings = findings;
    this.checks = checks;
    this.users = users;
    this.accounts = accounts;
  }

  boolean isGroup(KeptRows.Kept one) {
    return checks.user("account_groups", one) && isAccent(one);
  }

  private boolean isAccent(KeptRows.Kept one) {
    one.row()
        .text("accent")
        .filter(accent -> accent.length() > LONGEST_ACCENT)
        .ifPresent(
            accent ->
                findings.changed(
                    "account_groups",
                    one.key(),
                    FindingRule.OUT_OF_RANGE,
                    "accent: %d characters (expected: at most %d): read as absent"
                        .formatted(accent.length(), LONGEST_ACCENT)));
    return true;
  }

  void rememberGroups(List<SourceRow> groups) {
    groups.forEach(
        row ->
            row.text("id")
                .ifPresent(
                    id ->
                        checks.userOf(row).ifPresent(user -> usersOfGroups.putIfAbsent(id, user))));
  }

  boolean isMembership(KeptRows.Kept one) {
    Optional<String> user =
        one.row().text("account_id").map(accounts::get).map(PlannedAccount::user);
    Optional<String> owner = one.row().text("group_id").map(usersOfGroups::get);
    if (!user.equals(owner)) {
      return checks.leftOut(
          MEMBERSHIPS,
          one,
          FindingRule.USER_DIFFERS,
          "account_id: an account of %s in a group of %s"
              .formatted(user.orElse("nobody"), owner.orElse("nobody")));
    }
    return checks.once(MEMBERSHIPS, one, "group_id", "account_id");
  }

  boolean isActiveGroup(KeptRows.Kept one) {
    String table = "account_group_preferences";
    return checks.user(table, one)
        && checks.firstOf(table, one, checks.userOf(one.row()).orElse(""), "user_id");
  }

  boolean isSnapshot(KeptRows.Kept one) {
    Optional<List<String>> ids = one.row().text("selected_account_ids").flatMap(JsonText::texts);
    if (ids.isEmpty()) {
      return checks.leftOut(
          SNAPSHOT,
          one,
          FindingRule.INVALID_JSON,
          "selected_account_ids: no list (expected: a JSON array of account ids)");
    }
    if (!checks.user(SNAPSHOT, one)
        || !checks.firstOf(SNAPSHOT, one, checks.userOf(one.row()).orElse(""), "user_id")) {
      return false;
    }
    List<String> known = ids.get().stream().filter(id -> isOf(one.row(), id)).distinct().toList();
    ids.get().stream()
        .filter(id -> !known.contains(id))
        .forEach(id -> dropped(one, FindingRule.REFERENCE_DROPPED, id));
    known.stream()
        .skip(MOST_SELECTED)
        .forEach(id -> dropped(one, FindingRule.OUT_OF_RANGE, id + ", only 10 can be selected"));
    return true;
  }

  private boolean isOf(SourceRow row, String account) {
    return Optional.ofNullable(accounts.get(account))
        .map(PlannedAccount::user)
        .equals(row.text("user_id").or(users::fallback));
  }

  private void dropped(KeptRows.Kept one, FindingRule rule, String detail) {
    findings.changed(SNAPSHOT, one.key(), rule, "selected_account_ids: " + detail);
  }

  /** Rows by their position; those of equal positions stay in the order in which they were read. */
  static List<SourceRow> inOrder(List<SourceRow> rows) {
    return rows.stream().sorted(Comparator.comparing(SettingRows::position)).toList();
  }

  /** The first accounts of each group, as many as Florin holds. */
  List<SourceRow> limited(List<SourceRow> memberships) {
    Map<String, Integer> sizes = new HashMap<>();
    List<SourceRow> first = new ArrayList<>();
    for (SourceRow row : memberships) {
      String group = row.text("group_id").orElse("");
      if (sizes.merge(group, 1, Integer::sum) <= MOST_GROUPED) {
        first.add(row);
      } else {
        findings.leftOut(
            MEMBERSHIPS,
            row.text("id").orElse(""),
            FindingRule.OUT_OF_RANGE,
            "group_id: the group has %d accounts (expected: at most %d)"
                .formatted(sizes.get(group), MOST_GROUPED));
      }
    }
    return List.copyOf(first);
  }

  private static BigDecimal position(SourceRow row) {
    try {
      return row.number("position").orElse(BigDecimal.ZERO);
    } catch (SourceRow.Unreadable none) {
      return BigDecimal.ZERO;
    }
  }
}
