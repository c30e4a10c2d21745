package florin.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import florin.local.LocalCluster;
import florin.local.storage.ServiceName;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for the access tokens that the bank gave out, and for the secrets of the installation, in
 * everything that a run leaves behind.
 */
final class SecretLeaks {

  private static final Pattern TOKEN = Pattern.compile("access-sandbox-[0-9a-f-]{36}");

  /** Where secrets are meant to be, and the bank's own books. */
  private static final List<String> THEIR_PLACES = List.of("secrets", "emulator", "master.key");

  private final LocalCluster localCluster;
  private final List<String> tokens;
  private final List<String> needles;

  private SecretLeaks(LocalCluster localCluster, List<String> tokens, List<String> needles) {
    this.localCluster = localCluster;
    this.tokens = tokens;
    this.needles = needles;
  }

  static SecretLeaks of(LocalCluster localCluster) throws IOException {
    String books = Files.readString(localCluster.home().resolve("emulator/emulator.jsonl"));
    List<String> tokens =
        TOKEN.matcher(books).results().map(one -> one.group()).distinct().toList();
    List<String> needles = new ArrayList<>(tokens);
    needles.add(localCluster.plaid().secret());
    needles.add(Files.readString(localCluster.home().resolve("master.key")).strip());
    for (String needle : List.copyOf(needles)) {
      needles.add(HexFormat.of().formatHex(needle.getBytes(UTF_8)));
    }
    return new SecretLeaks(localCluster, tokens, needles);
  }

  List<String> tokens() {
    return tokens;
  }

  boolean contain(String text) {
    return needles.stream().anyMatch(text::contains);
  }

  /** Every row of every table of every service, bytes as hexadecimal digits. */
  List<String> inTables() {
    List<String> found = new ArrayList<>();
    for (ServiceName serviceName : ServiceName.values()) {
      try (Connection connection =
              DriverManager.getConnection(
                  localCluster.jdbcUrl(serviceName), "postgres", localCluster.superuserPassword());
          Statement statement = connection.createStatement()) {
        for (String table : tables(statement)) {
          if (contains(connection, table)) {
            found.add(serviceName + " " + table);
          }
        }
      } catch (SQLException failed) {
        throw new IllegalStateException(failed);
      }
    }
    return found;
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid ="
                + " c.relnamespace where c.relkind in ('r', 'm') and n.nspname not in"
                + " ('pg_catalog', 'information_schema', 'pg_toast')")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private boolean contains(Connection connection, String table) throws SQLException {
    String query =
        "select exists (select from "
            + table
            + " t where exists (select from unnest(?::text[]) as n (needle) where position(n.needle"
            + " in t::text) > 0))";
    try (var statement = connection.prepareStatement(query)) {
      statement.setArray(1, connection.createArrayOf("text", needles.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  /** Logs, segments of topics, the database's files with its write-ahead log, whatever there is. */
  List<String> inFiles() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(localCluster.home())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String place = localCluster.home().relativize(file).toString();
        if (THEIR_PLACES.stream().noneMatch(place::startsWith) && contain(bytes(file))) {
          found.add(place);
        }
      }
    }
    return found;
  }

  private static String bytes(Path file) throws IOException {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (NoSuchFileException deletedMeanwhile) {
      return "";
    }
  }

  /** What an operator is shown, by everything there is to look at. */
  List<String> inOperations(Client demo) throws IOException {
    List<String> looks =
        new ArrayList<>(
            List.of(
                "health", "prometheus", "rebuild", "relay", "inbox", "parked", "keys", "tokens"));
    String connection = demo.all("/api/connections").getFirst().get("id").asString();
    demo.all("/api/connections/" + connection + "/sync-runs")
        .forEach(run -> looks.add("payloads/" + run.get("id").asString()));
    List<String> found = new ArrayList<>();
    boolean heard = false;
    for (String look : looks) {
      String shown = look(look);
      heard |= shown.contains("transactions-sync") && look.startsWith("payloads/");
      if (contain(shown)) {
        found.add(look);
      }
    }
    return heard ? found : List.of("no answer of a bank was shown");
  }

  private String look(String endpoint) throws IOException {
    String password = Files.readString(localCluster.home().resolve("secrets/operator")).strip();
    String login =
        Base64.getEncoder()
            .encodeToString(("operator:" + Objects.requireNonNull(password)).getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(
                localCluster.serviceUrl(ServiceName.PROVIDER_SYNC).resolve("/actuator/" + endpoint))
            .header("Authorization", "Basic " + login)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(endpoint + ": " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
