package florin.migrate;

import florin.migrate.plan.PlanOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command line: a command, then options with a value each. */
record MigrateOptions(String command, Map<String, String> values) {

  static final String USAGE =
      """
      florin-migrate COMMAND --source SOURCE [OPTION VALUE]...

      COMMAND
        inspect   name the shape of the source, and its tables and columns that are not brought
        plan      count all that can be brought; write the report; change nothing
        sample    make a source for trials: SOURCE is a file that does not exist

      SOURCE is an SQLite file or an address such as jdbc:postgresql://host/database. It is never
      written to. The password of PostgreSQL is read from the environment: PGPASSWORD.

      OPTIONS
        --source-user NAME     user of PostgreSQL
        --currency CODE        currency of rows that name none (USD)
        --default-user OLD     the source's user of rows that name none
        --report FOLDER        where to write report.json and report.html (the current folder)
        --shape head|older     of a sample (head)
        --transactions NUMBER  of a sample (1000)
      """;

  private static final Set<String> COMMANDS = Set.of("inspect", "plan", "sample");
  private static final Set<String> NAMES =
      Set.of(
          "source", "source-user", "currency", "default-user", "report", "shape", "transactions");

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
    Optional<String> command = Optional.empty();
    while (!left.isEmpty()) {
      String word = left.removeFirst();
      if (!word.startsWith("--")) {
        if (command.isPresent() || !COMMANDS.contains(word)) {
          throw new Unusable(
              "command: '%s' (expected one of: inspect, plan, sample)".formatted(word));
        }
        command = Optional.of(word);
        continue;
      }
      String name = word.substring(2);
      if (left.isEmpty() || !NAMES.contains(name)) {
        throw new Unusable("option: '%s' (expected: a known option with a value)".formatted(word));
      }
      values.put(name, left.removeFirst());
    }
    MigrateOptions options =
        new MigrateOptions(command.orElseThrow(() -> new Unusable("command: missing")), values);
    options.required("source");
    return options;
  }

  String required(String name) {
    return optional(name)
        .orElseThrow(() -> new Unusable("--" + name + ": missing (expected: a value)"));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(name));
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
