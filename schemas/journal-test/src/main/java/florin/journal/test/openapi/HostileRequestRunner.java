package florin.journal.test.openapi;

import florin.journal.test.TestPlatform;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The requests of one user, one after the other, so that the effect of each can be observed. */
final class HostileRequestRunner {

  private static final int BLOCK = 5;
  private static final int IDS = 4;
  private static final int PAGES = 20;
  private static final int TRIES = 5;
  private static final int COMPARED = 15;
  private static final int LONGEST_SHOWN = 400;
  private static final String LAST =
      "select coalesce(max(position), 0) from (select position from journal.event"
          + " where user_id = ? and actor = 'user' order by position desc limit 1) last";

  private final OpenApiDocument document;
  private final List<Operation> operations;
  private final Set<String> refused;
  private final RawClient client;
  private final String subject;
  private final Random random;
  private final Map<String, List<String>> known;
  private final Map<String, String> naming;

  final Map<Integer, Integer> statuses = new HashMap<>();

  /** Differences between responses and the document, each with one such response. */
  final Map<String, String> undocumented = new TreeMap<>();

  private final Map<String, Integer> compared = new HashMap<>();

  HostileRequestRunner(
      OpenApiDocument document,
      Set<String> refused,
      Map<String, String> naming,
      RawClient client,
      String subject,
      Map<String, List<String>> known,
      Random random) {
    this.document = document;
    this.operations = document.operations();
    this.refused = refused;
    this.naming = naming;
    this.client = client;
    this.subject = subject;
    this.known = new HashMap<>(known);
    this.random = random;
  }

  /** Sends so many requests to every operation. */
  void run(TestPlatform platform, int each) throws SQLException {
    try (Connection connection = platform.connect("postgres");
        PreparedStatement last = connection.prepareStatement(LAST)) {
      last.setObject(1, TestPlatform.user(subject));
      for (int round = 0; round < each; round++) {
        if (round % 10 == 0) {
          harvest();
        }
        for (int first = 0; first < operations.size(); first += BLOCK) {
          block(last, operations.subList(first, Math.min(first + BLOCK, operations.size())));
        }
      }
    }
    readAll();
  }

  /** A refused request leaves the journal unchanged. */
  private void block(PreparedStatement last, List<Operation> block) throws SQLException {
    long before = position(last);
    boolean carriedOut = false;
    List<SentRequest> sent = new ArrayList<>();
    HostileRequests requests = new HostileRequests(document, known, random);
    for (Operation operation : block) {
      SentRequest request = requests.to(operation, refused.contains(operation.key()));
      sent.add(request);
      int status = judged(request);
      carriedOut |= operation.writes() && status < 300;
    }
    if (!carriedOut && position(last) != before) {
      throw new AssertionError("one of these was refused but left events:\n\n" + sent);
    }
  }

  private static long position(PreparedStatement last) throws SQLException {
    try (ResultSet rows = last.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private int judged(SentRequest request) {
    HttpResponse<byte[]> response;
    try {
      response = sent(request);
    } catch (AssertionError hanging) {
      throw new AssertionError("no response in time to\n\n" + request, hanging);
    }
    int status = response.statusCode();
    statuses.merge(status, 1, Integer::sum);
    if (status >= 500) {
      throw new AssertionError(RawClient.text(response) + "\n\nto\n\n" + request);
    }
    if (status >= 400 && !isProblem(response)) {
      throw new AssertionError("no problem: " + RawClient.text(response) + "\n\nto\n\n" + request);
    }
    compare(request.operation(), response);
    return status;
  }

  /** Compares the first responses of each status with the document. */
  private void compare(Operation operation, HttpResponse<byte[]> response) {
    String key = operation.key() + " " + response.statusCode();
    if (compared.merge(key, 1, Integer::sum) <= COMPARED) {
      document
          .faults(operation, response)
          .forEach(
              found ->
                  undocumented.putIfAbsent(
                      shortened(key + ": " + found), shortened(RawClient.text(response))));
    }
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_SHOWN));
  }

  /** Repeated where the response has Retry-After: a busy machine is no fault of the request. */
  private HttpResponse<byte[]> sent(SentRequest request) {
    HttpResponse<byte[]> response;
    int tries = 0;
    do {
      response =
          client.send(
              request.operation().method(), request.uri(), request.headers(), request.body());
    } while (response.statusCode() == 503
        && response.headers().firstValue("Retry-After").isPresent()
        && ++tries < TRIES);
    return response;
  }

  private static boolean isProblem(HttpResponse<byte[]> response) {
    try {
      String type = response.headers().firstValue("Content-Type").orElse("");
      JsonNode problem = JsonMapper.shared().readTree(response.body());
      return type.equals("application/problem+json")
          && problem.path("type").asString("").startsWith("urn:florin:problem:");
    } catch (JacksonException none) {
      return false;
    }
  }

  /** The newest and some other ids of every list, by the list's path. */
  private void harvest() {
    for (Operation operation : operations) {
      @Nullable String uri = uri(operation);
      if (uri != null) {
        HttpResponse<byte[]> response = client.send("GET", uri, Map.of(), null);
        if (response.statusCode() == 200) {
          learn(operation.path(), JsonMapper.shared().readTree(response.body()));
        }
      }
    }
    naming.forEach(
        (name, path) -> {
          if (known.containsKey(path)) {
            known.put(name, known.get(path));
          }
        });
  }

  private void learn(String path, JsonNode list) {
    List<String> ids =
        new ArrayList<>(
            list.path("items")
                .valueStream()
                .map(item -> item.path("id").asString(item.path("name").asString("")))
                .filter(id -> !id.isEmpty())
                .toList());
    if (!ids.isEmpty()) {
      List<String> some = new ArrayList<>(ids.subList(0, Math.min(2, ids.size())));
      while (some.size() < Math.min(IDS, ids.size())) {
        some.add(ids.get(random.nextInt(ids.size())));
      }
      known.put(path, some);
    }
  }

  /** Of a read, with a known id in place of every variable; null if there is none, or a file. */
  private @Nullable String uri(Operation operation) {
    if (operation.writes() || !document.answersJson(operation)) {
      return null;
    }
    String path = operation.path();
    for (Operation.Parameter variable : operation.in("path")) {
      String upTo = operation.path().substring(0, operation.path().indexOf("{" + variable.name()));
      List<String> ids = known.getOrDefault(upTo.substring(0, upTo.length() - 1), List.of());
      if (ids.isEmpty()) {
        return null;
      }
      path = path.replace("{" + variable.name() + "}", HostileValues.encoded(ids.getFirst()));
    }
    return path;
  }

  /**
   * No list stays broken, whatever was stored before it. Ids of earlier harvests are dropped first,
   * since they can belong to another parent, such as bills of a scenario that is not the newest.
   */
  private void readAll() {
    known.keySet().removeIf(name -> name.startsWith("/"));
    harvest();
    for (Operation operation : operations) {
      @Nullable String uri = uri(operation);
      if (uri != null) {
        boolean paged = operation.in("query").stream().anyMatch(p -> p.name().equals("limit"));
        String next = null;
        int pages = 0;
        do {
          String query = (paged ? "?limit=500" : "") + (next == null ? "" : "&cursor=" + next);
          next = client.get(uri + query).path("next").asString(null);
        } while (next != null && ++pages < PAGES);
      }
    }
  }
}
