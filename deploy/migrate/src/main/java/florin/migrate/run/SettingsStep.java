package florin.migrate.run;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.SettingRows;
import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.row.JsonText;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import florin.migrate.source.SourceRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Hidden and closed accounts, groups of accounts and the accounts that are shown first. */
final class SettingsStep implements MigrationStep {

  private static final int MOST_SELECTED = 10;

  private final MigrationPlan plan;
  private final List<FlorinUser> users;

  SettingsStep(MigrationPlan plan, List<FlorinUser> users) {
    this.plan = plan;
    this.users = users;
  }

  @Override
  public String name() {
    return "hidden and closed accounts, groups and selection";
  }

  @Override
  public long planned() {
    return plan.accounts().values().stream().filter(one -> one.hidden() || one.closed()).count()
        + plan.rowsOf("account_groups").size()
        + plan.rowsOf("account_snapshot_preferences").size();
  }

  @Override
  public void run(StepChanges changes) {
    for (FlorinUser user : users) {
      user.readAccounts();
      select(user, changes); // before accounts are hidden, which cannot be selected
      user.plannedAccounts().forEach(account -> adjust(user, account, changes));
      group(user, changes);
    }
  }

  private static void adjust(FlorinUser user, PlannedAccount account, StepChanges changes) {
    Optional<JsonNode> row = user.accountRow(account.id());
    if (row.isEmpty()) {
      return; // named by an earlier step
    }
    Map<String, Object> set = new LinkedHashMap<>();
    if (account.hidden() && !row.get().path("hidden").asBoolean(false)) {
      set.put("hidden", true);
    }
    if (account.closed() && !row.get().path("status").asString("").equals("closed")) {
      set.put("status", "closed");
    }
    if (!set.isEmpty()) {
      changes.change(
          "account " + account.id(),
          () -> user.client().patch("/api/accounts/" + row.get().path("id").asString(), set));
    }
  }

  private boolean owns(FlorinUser user, SourceRow row) {
    return plan.userOf(row).filter(user::owns).isPresent();
  }

  private void group(FlorinUser user, StepChanges changes) {
    Map<String, JsonNode> there = groups(user);
    for (SourceRow row : plan.rowsOf("account_groups")) {
      if (!owns(user, row)) {
        continue;
      }
      String name = row.text("name").orElse("Group");
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("name", name);
      row.text("accent")
          .filter(accent -> accent.length() <= SettingRows.LONGEST_ACCENT)
          .ifPresent(accent -> body.put("accent", accent));
      String key = row.text("id").orElse(name);
      boolean exists = there.containsKey(name);
      changes.bring(
          user.key("group", key),
          exists,
          "group " + name,
          () -> user.client().post("/api/account-groups", body, key));
      there = exists ? there : groups(user);
      fill(user, row, Optional.ofNullable(there.get(name)), changes);
    }
    activate(user, there, changes);
  }

  private static Map<String, JsonNode> groups(FlorinUser user) {
    Map<String, JsonNode> groups = new LinkedHashMap<>();
    user.client().whole("/api/account-groups").stream()
        .filter(one -> !one.path("isDefault").asBoolean(false))
        .forEach(one -> groups.putIfAbsent(one.path("name").asString(), one));
    return groups;
  }

  private void fill(
      FlorinUser user, SourceRow group, Optional<JsonNode> there, StepChanges changes) {
    if (there.isEmpty()) {
      return;
    }
    Set<String> members = new LinkedHashSet<>();
    there.get().path("accountIds").forEach(id -> members.add(id.asString()));
    for (SourceRow row : plan.rowsOf("account_group_memberships")) {
      if (row.text("group_id").equals(group.text("id"))) {
        row.text("account_id")
            .flatMap(user::account)
            .ifPresent(
                id ->
                    changes.bring(
                        user.key("group member", row.text("id").orElse(id)),
                        members.contains(id),
                        "account %s in group %s"
                            .formatted(
                                row.text("account_id").orElse(""), group.text("name").orElse("")),
                        () ->
                            user.client()
                                .post(
                                    "/api/account-groups/"
                                        + there.get().path("id").asString()
                                        + "/accounts",
                                    Map.of("accountId", id),
                                    row.text("id").orElse(id))));
      }
    }
  }

  private void activate(FlorinUser user, Map<String, JsonNode> there, StepChanges changes) {
    for (SourceRow row : plan.rowsOf("account_group_preferences")) {
      if (owns(user, row)) {
        plan.rowsOf("account_groups").stream()
            .filter(group -> group.text("id").equals(row.text("active_group_id")))
            .map(group -> there.get(group.text("name").orElse("Group")))
            .filter(group -> group != null && !group.path("active").asBoolean(false))
            .findFirst()
            .ifPresent(
                group ->
                    changes.change(
                        "active group " + group.path("name").asString(),
                        () ->
                            user.client()
                                .put(
                                    "/api/account-groups/active",
                                    Map.of("groupId", group.path("id").asString()))));
      }
    }
  }

  private void select(FlorinUser user, StepChanges changes) {
    for (SourceRow row : plan.rowsOf("account_snapshot_preferences")) {
      if (!owns(user, row)) {
        continue;
      }
      List<String> wanted = new ArrayList<>();
      row.text("selected_account_ids")
          .flatMap(JsonText::texts)
          .orElse(List.of())
          .forEach(id -> user.account(id).ifPresent(wanted::add));
      List<String> selected = new ArrayList<>();
      JsonNode snapshot = user.client().get("/api/account-snapshot");
      snapshot.path("selectedAccountIds").forEach(id -> selected.add(id.asString()));
      List<String> first = wanted.stream().distinct().limit(MOST_SELECTED).toList();
      if (!first.isEmpty() && !selected.equals(first) && snapshot.path("version").asInt(0) > 0) {
        changes.leftOut("selected accounts of " + user.name() + ": changed by the user since");
      } else if (!first.isEmpty() && !selected.equals(first)) {
        changes.change(
            "selected accounts of " + user.name(),
            () -> user.client().put("/api/account-snapshot", Map.of("accountIds", first)));
      }
    }
  }
}
