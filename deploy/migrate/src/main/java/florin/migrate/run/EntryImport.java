package florin.migrate.run;

import florin.migrate.client.FlorinHttp;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.plan.transaction.PlannedTransaction;
import florin.migrate.run.step.EntriesByHand;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.StepChanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The entries by hand of a user as a CSV file that Florin imports as one change. Each row has the
 * source's id, by which a row that was imported before is recognised.
 */
final class EntryImport {

  private static final String PATH = "/api/imports";
  private static final String FILE = "pynance-entries.csv";
  private static final String HEADER =
      "date,amount,currency,description,note,category,tags,account,id\r\n";
  private static final String COMPUTED = "=+-@\t\r'";
  private static final String WORKING = "reading|committing";
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int LONGEST = 500;
  private static final int MOST_DECISIONS = 5_000;

  private final FlorinUser user;

  EntryImport(FlorinUser user) {
    this.user = user;
  }

  /**
   * Waits for imports of a run that was interrupted.
   *
   * @return whether there was one
   */
  boolean awaitStarted() {
    boolean waited = false;
    for (JsonNode one : user.client().all(PATH)) {
      if (one.path("fileName").asString("").equals(FILE)
          && one.path("state").asString("").matches(WORKING)) {
        settled(one);
        waited = true;
      }
    }
    return waited;
  }

  /**
   * @return how many were added
   */
  long bring(List<PlannedTransaction> entries, StepChanges changes) {
    Map<String, String> names = accountNames();
    StringBuilder file = new StringBuilder(HEADER);
    entries.forEach(one -> file.append(line(one, names)));
    JsonNode preview = settled(user.client().upload(PATH, FILE, file.toString()));
    String path = PATH + "/" + preview.path("id").asString();
    preview = chooseAccounts(path, preview, names);
    addAll(path, preview);
    JsonNode done = settled(user.client().post(path + "/commit", Map.of(), path));
    if (!done.path("state").asString("").equals("committed")) {
      changes.mismatch("import of %d entries: %s".formatted(entries.size(), done));
    }
    return done.path("result").path("added").asLong(0);
  }

  /** Names in the file of Florin's accounts: their own, or their id if another has that name. */
  private Map<String, String> accountNames() {
    Map<String, Integer> uses = new HashMap<>();
    user.accountNames().values().forEach(name -> uses.merge(key(name), 1, Integer::sum));
    Map<String, String> names = new HashMap<>();
    user.accountNames()
        .forEach(
            (id, name) ->
                names.put(id, uses.getOrDefault(key(name), 0) == 1 && !name.isBlank() ? name : id));
    return names;
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private String line(PlannedTransaction one, Map<String, String> names) {
    String account = user.account(one.account()).orElse("");
    List<String> cells =
        List.of(
            one.date().toString(),
            one.amount().toPlainString(),
            one.currency(),
            guarded(Vocabulary.cut(one.name(), LONGEST)),
            EntriesByHand.note(one),
            "",
            "",
            guarded(names.getOrDefault(account, account)),
            guarded(one.id()));
    return String.join(",", cells.stream().map(EntryImport::quoted).toList()) + "\r\n";
  }

  /** As Florin's own exports have a text that a spreadsheet would compute. */
  private static String guarded(String text) {
    return !text.isEmpty() && COMPUTED.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** Chooses the accounts that are not recognised by their names. */
  private JsonNode chooseAccounts(String path, JsonNode preview, Map<String, String> names) {
    Map<String, String> ids = new HashMap<>();
    names.forEach((id, name) -> ids.put(name, id));
    List<Map<String, String>> choices = new ArrayList<>();
    for (JsonNode account : preview.path("accounts")) {
      String name = account.path("name").asString("");
      Optional<String> wanted = Optional.ofNullable(ids.get(name));
      if (wanted.isPresent() && !wanted.get().equals(account.path("accountId").asString(""))) {
        choices.add(Map.of("name", name, "accountId", wanted.get()));
      }
    }
    return choices.isEmpty()
        ? preview
        : settled(user.client().patch(path, Map.of("accounts", choices)));
  }

  /** A row of the source is one of its own, even if another has the same day and amount. */
  private void addAll(String path, JsonNode preview) {
    if (preview.path("counts").path("looksLike").asLong(0) == 0) {
      return;
    }
    List<Map<String, Object>> decisions = new ArrayList<>();
    user.client()
        .each(
            path + "/rows?status=looks-like",
            row -> {
              Map<String, Object> decision = new LinkedHashMap<>();
              decision.put("row", row.path("row").asInt());
              decision.put("decision", "new");
              decisions.add(decision);
            });
    for (int from = 0; from < decisions.size(); from += MOST_DECISIONS) {
      List<Map<String, Object>> some =
          decisions.subList(from, Math.min(decisions.size(), from + MOST_DECISIONS));
      user.client().patch(path, Map.of("decisions", some));
    }
  }

  /** The import once it is neither read nor committed. */
  private JsonNode settled(JsonNode started) {
    JsonNode now = started;
    while (now.path("state").asString("").matches(WORKING)) {
      FlorinHttp.pause(PAUSE);
      now = user.client().get(PATH + "/" + now.path("id").asString());
    }
    return now;
  }
}
