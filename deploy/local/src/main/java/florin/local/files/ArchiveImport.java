package florin.local.files;

import java.io.IOException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Restores an archive in an empty household, by the API. Accounts of banks become manual ones. The
 * transactions and balances of a day are entered in the order in which they were recorded, which
 * decides what a balance of that day includes.
 */
final class ArchiveImport {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SETTINGS = "/api/transfers/settings";

  private final ArchiveFile archive;
  private final ArchiveRequests requests;
  private final RestoredIds ids = new RestoredIds();
  private final Map<String, String> pairs = new HashMap<>();
  private final Map<String, JsonNode> merchants = new HashMap<>();
  private final List<String> closed = new ArrayList<>();
  private final List<String> archived = new ArrayList<>();
  private final TreeMap<LocalDate, List<Entry>> balances = new TreeMap<>();
  private final List<Entry> day = new ArrayList<>();
  private @Nullable LocalDate date;
  private ZoneId zone = ZoneId.of("UTC");

  /** A transaction or a balance of a day. */
  private record Entry(long recordedAt, boolean balance, JsonNode row) {}

  ArchiveImport(ArchiveFile archive, ApiClient api) {
    this.archive = archive;
    this.requests = new ArchiveRequests(api);
  }

  /** Restores everything, and returns the requests with their counts and refusals. */
  ArchiveRequests run() throws IOException, InterruptedException {
    demandEmptyHousehold();
    archive.rows("settings", this::settings);
    archive.rows("accounts", this::account);
    archive.rows("account-groups", this::group);
    archive.rows("categories", this::category);
    archive.rows("categories", this::mergeOrArchive);
    archive.rows("merchants", this::merchant);
    ObjectNode off = ids.fields(requests.get(SETTINGS), "windowDays", "threshold");
    off.put("mode", "off"); // pairs come from the archive
    requests.change("transfer-settings", "PUT", SETTINGS, off.toString());
    archive.rows("balances", this::balance);
    archive.rows("transactions", this::transaction);
    enterDay();
    enterBalancesUntil(LocalDate.MAX);
    new PlanImport(archive, requests, ids).run();
    archive.rows(
        "transfer-settings",
        row ->
            requests.restore(
                "transfer-settings",
                "PUT",
                SETTINGS,
                ids.fields(row, "mode", "windowDays", "threshold")));
    for (String path : archived) {
      requests.change("categories", "POST", path, "");
    }
    for (String account : closed) {
      requests.change("accounts", "PATCH", "/api/accounts/" + account, "{\"status\":\"closed\"}");
    }
    return requests;
  }

  private void demandEmptyHousehold() throws IOException, InterruptedException {
    boolean accounts =
        requests.get("/api/accounts?includeHidden=true&limit=1").path("items").isEmpty();
    boolean transactions = requests.get("/api/transactions?limit=1").path("items").isEmpty();
    if (!accounts || !transactions) {
      throw new IOException("the household has accounts (expected: an empty household)");
    }
  }

  private void settings(JsonNode row) throws IOException, InterruptedException {
    zone = ZoneId.of(row.path("timeZone").asString("UTC"));
    requests.restore(
        "settings",
        "PATCH",
        "/api/users/me",
        ids.fields(row, "timeZone", "baseCurrency", "buffer", "spendFromSavings"));
  }

  private void account(JsonNode row) throws IOException, InterruptedException {
    ObjectNode body = ids.fields(row, "name", "type", "subtype", "currency");
    Optional<JsonNode> made = requests.restore("accounts", "POST", "/api/accounts", body);
    if (made.isEmpty()) {
      return;
    }
    ids.put(row, made.get());
    String id = made.get().path("id").asString("");
    if (row.path("hidden").asBoolean(false)) {
      requests.change("accounts", "PATCH", "/api/accounts/" + id, "{\"hidden\":true}");
    }
    if (row.path("status").asString("").equals("closed")) {
      closed.add(id);
    }
  }

  private void group(JsonNode row) throws IOException, InterruptedException {
    Optional<JsonNode> made =
        requests.restore(
            "account-groups", "POST", "/api/account-groups", ids.fields(row, "name", "accent"));
    if (made.isEmpty()) {
      return;
    }
    ids.put(row, made.get());
    String id = made.get().path("id").asString("");
    for (JsonNode account : row.path("accountIds")) {
      requests.change(
          "account-groups",
          "POST",
          "/api/account-groups/" + id + "/accounts",
          JSON.createObjectNode().put("accountId", ids.of(account)).toString());
    }
    if (row.path("active").asBoolean(false)) {
      requests.change(
          "account-groups",
          "PUT",
          "/api/account-groups/active",
          JSON.createObjectNode().put("groupId", id).toString());
    }
  }

  /** Those of the system are in every household, with the same ids. */
  private void category(JsonNode row) throws IOException, InterruptedException {
    if (!row.path("system").asBoolean(false)) {
      requests
          .restore("categories", "POST", "/api/categories", ids.fields(row, "name", "parentId"))
          .ifPresent(made -> ids.put(row, made));
    }
  }

  private void mergeOrArchive(JsonNode row) throws IOException, InterruptedException {
    Optional<String> id = ids.of(row.path("id").asString(""));
    if (row.path("system").asBoolean(false) || id.isEmpty()) {
      return;
    }
    String path = "/api/categories/" + id.get();
    if (row.path("mergedInto").isString()) {
      ObjectNode into = JSON.createObjectNode().put("into", ids.of(row.path("mergedInto")));
      requests.change("categories", "POST", path + "/merge", into.toString());
    } else if (row.path("archived").asBoolean(false)) {
      archived.add(path + "/archive");
    }
  }

  /** Merchants of banks may have equal names, those that users add may not: they become one. */
  private void merchant(JsonNode row) throws IOException, InterruptedException {
    String name = folded(row.path("name").asString(""));
    @Nullable JsonNode same = merchants.get(name);
    if (same != null) {
      ids.put(row, same);
      return;
    }
    requests
        .restore("merchants", "POST", "/api/merchants", ids.fields(row, "name"))
        .ifPresent(
            made -> {
              ids.put(row, made);
              merchants.put(name, made);
            });
  }

  private static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s\\p{Z}]+", " ")
        .strip();
  }

  private void balance(JsonNode row) {
    if (row.path("current").isObject() && ids.of(row.path("accountId").asString("")).isPresent()) {
      Instant at = Instant.parse(row.path("observedAt").asString());
      Instant recorded = Instant.parse(row.path("recordedAt").asString());
      balances
          .computeIfAbsent(LocalDate.ofInstant(at, zone), _ -> new ArrayList<>())
          .add(new Entry(recorded.toEpochMilli(), true, row));
    }
  }

  private void transaction(JsonNode row) throws IOException, InterruptedException {
    LocalDate booked = LocalDate.parse(row.path("date").asString());
    if (date == null || !date.equals(booked)) {
      enterDay();
      enterBalancesUntil(booked);
      date = booked;
    }
    day.add(new Entry(millis(row.path("id").asString()), false, row));
  }

  /** The time of a UUIDv7. */
  private static long millis(String id) {
    return UUID.fromString(id).getMostSignificantBits() >>> 16;
  }

  private void enterBalancesUntil(LocalDate end) throws IOException, InterruptedException {
    while (!balances.isEmpty() && balances.firstKey().isBefore(end)) {
      enter(balances.pollFirstEntry().getValue());
    }
  }

  private void enterDay() throws IOException, InterruptedException {
    if (date != null) {
      List<Entry> all = new ArrayList<>(day);
      all.addAll(Optional.ofNullable(balances.remove(date)).orElse(List.of()));
      enter(all);
    }
    day.clear();
  }

  private void enter(List<Entry> entries) throws IOException, InterruptedException {
    entries.sort(
        Comparator.comparingLong(Entry::recordedAt)
            .thenComparing(one -> one.row().path("id").asString("")));
    for (Entry entry : entries) {
      if (entry.balance()) {
        requests.restore(
            "balances",
            "POST",
            "/api/accounts/" + ids.of(entry.row().path("accountId")) + "/balances",
            ids.fields(entry.row(), "current", "observedAt"));
      } else {
        enter(entry.row());
      }
    }
  }

  private void enter(JsonNode row) throws IOException, InterruptedException {
    if (ids.of(row.path("accountId").asString("")).isEmpty()) {
      requests.leaveOut("transactions", "no account: " + row.path("id").asString(""));
      return;
    }
    if (row.path("pending").asBoolean(false) || row.path("zeroAmount").asBoolean(false)) {
      String why = row.path("pending").asBoolean(false) ? "pending" : "without an amount";
      requests.leaveOut("transactions", why + ": " + row.path("id").asString(""));
      return;
    }
    ObjectNode body =
        ids.fields(
            row,
            "accountId",
            "date",
            "amount",
            "description",
            "categoryId",
            "merchantId",
            "note",
            "tags");
    if (!ids.of(row.path("merchantId").asString("")).isPresent()) {
      body.remove("merchantId");
    }
    Optional<JsonNode> made = requests.restore("transactions", "POST", "/api/transactions", body);
    if (made.isPresent()) {
      String id = made.get().path("id").asString("");
      split(row, id);
      if (row.path("excluded").asBoolean(false)) {
        requests.change("transactions", "PATCH", "/api/transactions/" + id, "{\"excluded\":true}");
      }
      pair(row, id);
    }
  }

  private void split(JsonNode row, String id) throws IOException, InterruptedException {
    if (row.path("splits").isEmpty()) {
      return;
    }
    ObjectNode body = JSON.createObjectNode();
    ArrayNode parts = body.putArray("parts");
    row.path("splits").forEach(part -> parts.add(ids.mapped(part)));
    requests.restore("splits", "PUT", "/api/transactions/" + id + "/splits", body);
  }

  private void pair(JsonNode row, String id) throws IOException, InterruptedException {
    String transfer = row.path("transferId").asString("");
    if (transfer.isEmpty()) {
      return;
    }
    @Nullable String other = pairs.remove(transfer);
    if (other == null) {
      pairs.put(transfer, id);
      return;
    }
    ObjectNode body = JSON.createObjectNode();
    body.putArray("transactionIds").add(other).add(id);
    requests.restore("transfers", "POST", "/api/transfers", body);
  }
}
