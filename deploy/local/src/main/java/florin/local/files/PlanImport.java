package florin.local.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Restores what refers to transactions and accounts: rules, recurring series, and plans. Rules come
 * after the transactions, which they must not change.
 */
final class PlanImport {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ArchiveFile archive;
  private final ArchiveRequests requests;
  private final RestoredIds ids;

  PlanImport(ArchiveFile archive, ArchiveRequests requests, RestoredIds ids) {
    this.archive = archive;
    this.requests = requests;
    this.ids = ids;
  }

  void run() throws IOException, InterruptedException {
    archive.rows(
        "rules",
        row ->
            requests.restore(
                "rules",
                "POST",
                "/api/rules",
                ids.fields(row, "name", "enabled", "match", "conditions", "groups", "actions")));
    series();
    List<String> active = new ArrayList<>();
    for (JsonNode row : oldestFirst("scenarios")) {
      Optional<JsonNode> made =
          requests.restore(
              "scenarios",
              "POST",
              "/api/scenarios",
              ids.fields(row, "name", "startingBalance", "accountId"));
      made.ifPresent(scenario -> ids.put(row, scenario));
      if (made.isPresent() && row.path("active").asBoolean(false)) {
        active.add(made.get().path("id").asString(""));
      }
    }
    archive.rows("bills", this::bill);
    for (JsonNode row : oldestFirst("goals")) {
      goal(row);
    }
    allocations();
    for (String scenario : active) {
      requests.change("scenarios", "PUT", "/api/scenarios/" + scenario + "/active", "");
    }
  }

  /** Lists have the newest first. */
  private List<JsonNode> oldestFirst(String list) throws IOException, InterruptedException {
    List<JsonNode> rows = new ArrayList<>();
    archive.rows(list, rows::add);
    Collections.reverse(rows);
    return rows;
  }

  /** Most series are detected again; the user's decisions about them are repeated. */
  private void series() throws IOException, InterruptedException {
    Map<String, JsonNode> detected = new LinkedHashMap<>();
    if (archive.count("series") > 0) {
      requests.list("/api/recurring").forEach(one -> detected.putIfAbsent(key(one), one));
    }
    archive.rows("series", row -> series(row, Optional.ofNullable(detected.get(key(row)))));
  }

  private String key(JsonNode series) {
    return ids.of(series.path("accountId"))
        + " "
        + series.path("direction").asString("")
        + " "
        + series.path("name").asString("").toLowerCase(Locale.ROOT);
  }

  private void series(JsonNode row, Optional<JsonNode> detected)
      throws IOException, InterruptedException {
    String state = row.path("state").asString("");
    boolean byUser = row.path("endedBy").asString("").equals("user");
    Optional<JsonNode> now =
        detected.isPresent() || !state.equals("confirmed") && !byUser
            ? detected
            : requests.restore("series", "POST", "/api/recurring", created(row));
    if (now.isEmpty()) {
      return;
    }
    ids.put(row, now.get());
    String path = "/api/recurring/" + now.get().path("id").asString("");
    String before = now.get().path("state").asString("");
    if (state.equals("confirmed") && !before.equals("confirmed")) {
      requests.change("series", "POST", path + "/confirm", "");
    } else if (state.equals("dismissed") && !before.equals("dismissed")) {
      requests.change("series", "POST", path + "/dismiss", "");
    } else if (state.equals("ended") && byUser && !before.equals("ended")) {
      requests.change("series", "POST", path + "/end", "");
    }
  }

  private ObjectNode created(JsonNode row) {
    ObjectNode body = ids.fields(row, "name", "accountId", "cadence", "nextDue");
    body.set("amount", ids.mapped(row.path("expectedAmount")));
    if (!body.has("nextDue")) {
      body.set("nextDue", row.path("lastDate"));
    }
    return body;
  }

  private void bill(JsonNode row) throws IOException, InterruptedException {
    ObjectNode body =
        ids.fields(
            row,
            "name",
            "amount",
            "dueDate",
            "frequency",
            "accountId",
            "categoryId",
            "paidThrough");
    ids.of(row.path("seriesId").asString("")).ifPresent(series -> body.put("seriesId", series));
    requests
        .restore(
            "bills", "POST", "/api/scenarios/" + ids.of(row.path("scenarioId")) + "/bills", body)
        .ifPresent(made -> ids.put(row, made));
  }

  private void goal(JsonNode row) throws IOException, InterruptedException {
    ObjectNode body =
        ids.fields(
            row,
            "kind",
            "name",
            "target",
            "dueDate",
            "accountId",
            "monthlyContribution",
            "note",
            "startDebt");
    Optional<JsonNode> made = requests.restore("goals", "POST", "/api/goals", body);
    if (made.isEmpty()) {
      return;
    }
    ids.put(row, made.get());
    String path = "/api/goals/" + made.get().path("id").asString("");
    switch (row.path("state").asString("")) {
      case "reached" -> requests.change("goals", "POST", path + "/reach", "");
      case "abandoned" -> requests.change("goals", "DELETE", path, "");
      default -> {
        // open, as it is now
      }
    }
  }

  private void allocations() throws IOException, InterruptedException {
    Map<String, ArrayNode> lists = new LinkedHashMap<>();
    archive.rows(
        "allocations",
        row ->
            lists
                .computeIfAbsent(ids.of(row.path("scenarioId")), _ -> JSON.createArrayNode())
                .add(
                    ids.fields(
                        row.path("allocation"), "name", "amount", "percent", "goalId", "billId")));
    for (Map.Entry<String, ArrayNode> list : lists.entrySet()) {
      ObjectNode body = JSON.createObjectNode();
      body.set("allocations", list.getValue());
      requests.restore(
          "allocations", "PUT", "/api/scenarios/" + list.getKey() + "/allocations", body);
    }
  }
}
