package florin.migrate;

import florin.migrate.plan.row.PlanOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command line: a command, then options with a value each; {@code --user} may be repeated.
 *
 * @param users Florin's user of each of the source's users
 */
record MigrateOptions(String command, Map<String, String> values, Map<String, String> users) {

  static final String USAGE =
      """
      florin-migrate COMMAND --source SOURCE [OPTION VALUE]...

      COMMAND
        inspect   name the shape of the source, and its tables and columns that are not brought
        plan      count all that can be brought; write the report; change nothing
        run       bring everything, step by step; may be stopped and run again at any time
        verify    compare Florin with the source again; change nothing
        sample    make a source for trials: SOURCE is a file that does not exist

      SOURCE is an SQLite file or an address such as jdbc:postgresql://host/database. It is never
      written to. The password of PostgreSQL is read from the environment: PGPASSWORD.

      OPTIONS
        --source-user NAME     user of PostgreSQL
        --currency CODE        currency of rows that name none (USD)
        --default-user OLD     the source's user of rows that name none
        --user OLD=NEW         bring the rows of the source's user OLD to Florin's user NEW
        --passwords FILE       the passwords of Florin's users, one `NAME PASSWORD` a line
                               (passwords)
        --create-users yes|no  create users without a password in that file, with random ones (no)
        --report FOLDER        where to write report.json and report.html (the current folder), and
                               brought.txt: what it lists and the user deletes is not brought again
        --shape head|older     of a sample (head)
        --transactions NUMBER  of a sample (1000)
        --gateway, --provider-sync, --operator, --identity
                               the addresses of Florin, the file of the operator's password and the
                               folder of the users; the script in FLORIN_HOME/bin gives them
      """;

  private static final Set<String> COMMANDS = Set.of("inspect", "plan", "run", "verify", "sample");
  private static final Set<String> NAMES =
      Set.of(
          "source",
          "source-user",
          "currency",
          "default-user",
          "passwords",
          "report",
          "shape",
          "transactions",
          "gateway",
          "provider-sync",
          "identity",
          "create-users",
          "operator");

  /** The command line is wrong; the message can be shown as it is. */
  static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  static MigrateOptions of(List<String> arguments) {
    List<String> left = new ArrayList<>(arguments);
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> users = new LinkedHashMap<>();
    Optional<String> command = Optional.empty();
    while (!left.isEmpty()) {
      String word = left.removeFirst();
      if (!word.startsWith("--")) {
        if (command.isPresent() || !COMMANDS.contains(word)) {
          throw new Unusable(
              "command: '%s' (expected one of: inspect, plan, run, verify, sample)"
                  .formatted(word));
        }
        command = Optional.of(word);
        continue;
      }
      String name = word.substring(2);
      if (left.isEmpty() || !(name.equals("user") || NAMES.contains(name))) {
        throw new Unusable("option: '%s' (expected: a known option with a value)".formatted(word));
      }
      String value = left.removeFirst();
      if (name.equals("user")) {
        addUser(users, value);
      } else {
        values.put(name, value);
      }
    }
    MigrateOptions options =
        new MigrateOptions(
            command.orElseThrow(() -> new Unusable("command: missing")), values, users);
    options.required("source");
    return options;
  }

  private static void addUser(Map<String, String> users, String value) {
    int equals = value.lastIndexOf('=');
    if (equals < 1 || equals == value.length() - 1) {
      throw new Unusable("--user: '%s' (expected: OLD=NEW)".formatted(value));
    }
    users.put(value.substring(0, equals), value.substring(equals + 1));
  }

  String required(String name) {
    return optional(name)
        .orElseThrow(() -> new Unusable("--" + name + ": missing (expected: a value)"));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(name));
  }

  boolean isYes(String name) {
    String text = optional(name).orElse("no");
    if (!text.equals("yes") && !text.equals("no")) {
      throw new Unusable("--%s: '%s' (expected: yes or no)".formatted(name, text));
    }
    return text.equals("yes");
  }

  int number(String name, int missing) {
    String text = optional(name).orElse(String.valueOf(missing));
    if (!text.matches("[0-9]{1,7}")) {
      throw new Unusable("--%s: '%s' (expected: a number)".formatted(name, text));
    }
    return Integer.parseInt(text);
  }

  Path report() {
    return Path.of(optional("report").orElse("."));
  }

  PlanOptions planOptions() {
    String currency = optional("currency").orElse("USD");
    if (!currency.matches("[A-Z]{3}")) {
      throw new Unusable("--currency: '%s' (expected: a code such as USD)".formatted(currency));
    }
    return new PlanOptions(currency, optional("default-user"));
  }
}
