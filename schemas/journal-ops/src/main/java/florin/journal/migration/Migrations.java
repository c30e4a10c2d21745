package florin.journal.migration;

import florin.journal.settings.JournalProperties;
import florin.journal.settings.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.CannotAcquireLockException;

/**
 * Brings the four schemas of a service up to date, as its owner, and refuses a database that could
 * lose what it acknowledged. The one place that uses JDBC: Flyway needs it.
 */
public final class Migrations {

  private static final Logger log = LoggerFactory.getLogger(Migrations.class);

  /** PostgreSQL manual, appendix A. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final JournalProperties properties;

  public Migrations(JournalProperties properties) {
    this.properties = properties;
  }

  /**
   * Runs what has not run yet.
   *
   * @throws UnsafeDatabase if durability is off or the roles could see past row-level security
   */
  public void run() {
    refuseUnsafe();
    migrate("journal", "classpath:florin/journal/migration");
    migrate("work", "classpath:db/migration");
    migrate("view", "classpath:db/view");
    grantUsage();
  }

  /** A key that this service made for itself. */
  public byte[] secret(String name) {
    try (Connection connection = open();
        var statement =
            connection.prepareStatement("select value from journal.secret where name = ?")) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBytes(1);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException("Could not read the secret " + name, failed);
    }
  }

  /**
   * Makes schema {@code view_next} with the migrations of {@code view}, or brings it up to date,
   * for a rebuild. Creating a foreign key locks {@code mirror.users}, so its lock timeout is short.
   *
   * @return whether anything was missing
   * @throws CannotAcquireLockException if another transaction held a lock for 200 ms; completed
   *     migrations stay
   */
  public boolean migrateNextViews() {
    try {
      boolean changed =
          flyway("view_next", "classpath:db/view")
                  .initSql("set lock_timeout = '200ms'")
                  .load()
                  .migrate()
                  .migrationsExecuted
              > 0;
      grant("view_next");
      return changed;
    } catch (FlywayException failed) {
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException refused
            && LOCK_NOT_AVAILABLE.equals(refused.getSQLState())) {
          throw new CannotAcquireLockException("view_next: a lock was not to be had", failed);
        }
      }
      throw failed;
    }
  }

  private void migrate(String schema, String location) {
    flyway(schema, location).load().migrate();
  }

  private FluentConfiguration flyway(String schema, String location) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(
            url(),
            properties.role("owner"),
            password(properties.database().ownerPassword(), "owner"))
        .schemas(schema)
        .defaultSchema(schema)
        .createSchemas(true)
        .locations(location)
        .failOnMissingLocations(false)
        .table("schema_history")
        .placeholders(placeholders());
  }

  private Map<String, String> placeholders() {
    Map<String, String> roles = new HashMap<>();
    for (String role : List.of("owner", "app", "worker", "relay", "vault", "erasure", "reader")) {
      roles.put(role, properties.role(role));
    }
    return roles;
  }

  private void grantUsage() {
    grant("mirror, work, view, journal");
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute("grant usage on schema journal to " + properties.role("relay"));
    } catch (SQLException failed) {
      throw ungranted(failed);
    }
  }

  private void grant(String schemas) {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "grant usage on schema %s to %s, %s, %s"
              .formatted(
                  schemas,
                  properties.role("app"),
                  properties.role("worker"),
                  properties.role("erasure")));
    } catch (SQLException failed) {
      throw ungranted(failed);
    }
  }

  private IllegalStateException ungranted(SQLException failed) {
    return new IllegalStateException(
        "Could not grant the schemas of " + properties.service(), failed);
  }

  private void refuseUnsafe() {
    List<String> faults = new ArrayList<>();
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        String value = only(statement, "select current_setting('" + setting + "')");
        if (!"on".equals(value)) {
          faults.add(setting + ": " + value + " (expected: on)");
        }
      }
      String strong =
          only(
              statement,
              "select string_agg(rolname, ', ') from pg_catalog.pg_roles where (rolsuper or"
                  + " rolbypassrls) and rolcanlogin and rolname like '"
                  + properties.underscored()
                  + "\\_%'");
      if (strong != null) {
        faults.add("roles past row-level security: " + strong + " (expected: none)");
      }
    } catch (SQLException failed) {
      throw new UnsafeDatabase(
          "database "
              + properties.database().name()
              + ": not reachable as its owner: "
              + failed.getMessage());
    }
    if (!faults.isEmpty()) {
      throw new UnsafeDatabase(
          "database " + properties.database().name() + " is unsafe: " + String.join("; ", faults));
    }
    log.debug("database {} is durable and guarded", properties.database().name());
  }

  private static @Nullable String only(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private Connection open() throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", properties.role("owner"));
    login.setProperty("password", password(properties.database().ownerPassword(), "owner"));
    return DriverManager.getConnection(url(), login);
  }

  private String url() {
    JournalProperties.Database database = properties.database();
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(database.host(), database.port(), database.name());
  }

  public static String password(@Nullable Secret secret, String role) {
    if (secret == null) {
      throw new UnsafeDatabase(
          "florin.journal.database."
              + role
              + "password: missing (expected: the password of role "
              + role
              + ")");
    }
    return secret.reveal();
  }
}
