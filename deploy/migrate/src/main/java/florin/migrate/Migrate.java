package florin.migrate;

import florin.migrate.client.Adopter;
import florin.migrate.client.FlorinClient;
import florin.migrate.client.GatewayLogin;
import florin.migrate.client.Refused;
import florin.migrate.plan.MigrationPlan;
import florin.migrate.report.HtmlReport;
import florin.migrate.report.MigrationReport;
import florin.migrate.run.MigrationRun;
import florin.migrate.run.step.BroughtRows;
import florin.migrate.sample.SampleDatabase;
import florin.migrate.source.SourceDatabase;
import florin.migrate.source.SourceShape;
import florin.migrate.source.UnusableSource;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command line tool {@code florin-migrate}. */
public final class Migrate {

  private static final int UNUSABLE = 2;
  private static final int FAILED = 1;

  private final MigrateOptions options;
  private final PrintStream out;

  private Migrate(MigrateOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /**
   * @return 0, or 2 if the command line or the source cannot be used
   */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      return new Migrate(MigrateOptions.of(arguments), out).run();
    } catch (MigrateOptions.Unusable wrong) {
      err.println(wrong.getMessage() + "\n\n" + MigrateOptions.USAGE);
      return UNUSABLE;
    } catch (UnusableSource wrong) {
      err.println(wrong.getMessage());
      return UNUSABLE;
    } catch (Refused refused) {
      err.println(refused.getMessage() + "\nRun the same command again to continue.");
      return FAILED;
    }
  }

  private int run() {
    return switch (options.command()) {
      case "inspect" -> inspect();
      case "sample" -> sample();
      case "run" -> migrate(false);
      case "verify" -> migrate(true);
      default -> plan();
    };
  }

  private SourceDatabase source() {
    String password = System.getenv("PGPASSWORD");
    return SourceDatabase.open(
        options.required("source"),
        options.optional("source-user").orElse(""),
        password == null ? "" : password);
  }

  private int inspect() {
    try (SourceDatabase source = source()) {
      SourceShape shape = SourceShape.of(source);
      out.printf("%s, shape: %s%n", shape.product(), shape.name());
      shape.traits().forEach(one -> out.printf("  %s: %s%n", one.name(), one.rule()));
      for (SourceShape.TableShape table : shape.tables()) {
        out.printf(
            "%s: %d rows, %s%n",
            table.table(),
            table.rows(),
            table.leftOut().map(why -> "not brought: " + why).orElse("brought"));
        table
            .columnsLeftOut()
            .forEach(one -> out.printf("  %s: not brought: %s%n", one.column(), one.why()));
      }
      return 0;
    }
  }

  private int plan() {
    MigrationPlan plan = readPlan();
    out.printf("users: %s%n", String.join(", ", plan.users()));
    write(MigrationReport.of(plan, List.of()));
    return 0;
  }

  /** Brings everything, or only compares. */
  private int migrate(boolean readOnly) {
    MigrationPlan plan = readPlan();
    options.users().keySet().stream()
        .filter(old -> !plan.users().contains(old))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw new MigrateOptions.Unusable(
                  "--user: '%s' (expected one of: %s)"
                      .formatted(unknown, String.join(", ", plan.users())));
            });
    if (plan.users().stream().map(this::nameOf).distinct().count() < plan.users().size()) {
      throw new MigrateOptions.Unusable(
          "--user: one of Florin's users for several of the source's (expected: one for each)");
    }
    URI gateway = URI.create(options.required("gateway"));
    Map<String, FlorinClient> clients = new LinkedHashMap<>();
    passwords(plan)
        .forEach(
            (old, password) ->
                clients.put(
                    old,
                    new FlorinClient(
                        gateway::resolve, new GatewayLogin(gateway, nameOf(old), password))));
    Adopter adopter =
        new Adopter(
            URI.create(options.required("provider-sync"))::resolve,
            UserFiles.text(Path.of(options.required("operator"))).strip());
    MigrationReport report =
        new MigrationRun(
                plan,
                clients,
                adopter,
                BroughtRows.in(options.report().resolve("brought.txt")),
                out::println)
            .run(readOnly);
    write(report);
    return report.clean() ? 0 : FAILED;
  }

  /** Florin's user of a user of the source. */
  private String nameOf(String old) {
    return options.users().getOrDefault(old, old);
  }

  /** The password of each of the source's users in Florin; users are created if asked. */
  private Map<String, String> passwords(MigrationPlan plan) {
    UserFiles files = new UserFiles(Path.of(options.optional("passwords").orElse("passwords")));
    if (options.isYes("create-users")) {
      Path identity = Path.of(options.required("identity"));
      plan.users().stream()
          .map(this::nameOf)
          .distinct()
          .filter(name -> !files.read().containsKey(name))
          .forEach(
              name -> {
                files.create(identity, name);
                out.printf("user %s: created%n", name);
              });
    }
    Map<String, String> known = files.read();
    Map<String, String> passwords = new LinkedHashMap<>();
    for (String old : plan.users()) {
      String password = known.get(nameOf(old));
      if (password == null) {
        throw new MigrateOptions.Unusable(
            "--passwords: no password of %s (expected: a user of Florin for the source's user %s,"
                    .formatted(nameOf(old), old)
                + " chosen with --user, and a line with its password)");
      }
      passwords.put(old, password);
    }
    return passwords;
  }

  private MigrationPlan readPlan() {
    try (SourceDatabase source = source()) {
      return MigrationPlan.of(source, options.planOptions());
    }
  }

  private void write(MigrationReport report) {
    Path folder = options.report();
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("report.json"), report.json().getBytes(StandardCharsets.UTF_8));
      Files.write(
          folder.resolve("report.html"), HtmlReport.of(report).getBytes(StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    out.printf("source: %s, shape: %s%n", report.product(), report.shape());
    report
        .tallies()
        .forEach(
            one ->
                out.printf(
                    "%s: %d read, %d brought, %d merged, %d left out%n",
                    one.table(), one.read(), one.brought(), one.merged(), one.leftOut()));
    report
        .rules()
        .forEach(one -> out.printf("%d × %s: %s%n", one.findings(), one.rule(), one.meaning()));
    report
        .steps()
        .forEach(
            one ->
                out.printf(
                    "%s: %s, %d planned, %d changes %s%n",
                    one.step(),
                    one.state(),
                    one.planned(),
                    one.written(),
                    String.join("; ", one.mismatches())));
    out.printf("report: %s%n", folder.resolve("report.html").toAbsolutePath().normalize());
  }

  private int sample() {
    Path file = Path.of(options.required("source"));
    String shape = options.optional("shape").orElse("head");
    if (Files.exists(file) || !List.of("head", "older").contains(shape)) {
      throw new MigrateOptions.Unusable(
          "--source: %s, --shape: %s (expected: a file that does not exist, and head or older)"
              .formatted(file, shape));
    }
    int faults =
        SampleDatabase.sqlite(
                file, shape, options.number("transactions", 1_000), LocalDate.of(2026, 11, 1))
            .size();
    out.printf("%s: made, with %d faults%n", file, faults);
    return 0;
  }
}
