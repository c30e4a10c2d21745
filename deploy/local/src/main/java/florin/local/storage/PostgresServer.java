package florin.local.storage;

import florin.local.child.ChildSpec;
import florin.local.child.Stage;
import florin.local.child.StopSignal;
import florin.local.host.CannotStart;
import florin.local.host.FlorinHome;
import florin.local.host.Patience;
import florin.local.host.SecretFiles;
import florin.local.host.UnprivilegedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The household's own PostgreSQL: durable (fsync, synchronous commits, full page writes, data
 * checksums), reached by TCP on loopback only, and by password only.
 */
public record PostgresServer(
    FlorinHome home, PostgresBinaries binaries, int port, String superuserPassword) {

  public static final String NAME = "postgres";
  private static final String SUPERUSER = "postgres";

  /** Every one a setting PostgreSQL would otherwise choose for another machine or purpose. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("password_encryption", "scram-sha-256"),
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("max_connections", "160"),
          Map.entry("shared_buffers", "256MB"),
          Map.entry("effective_cache_size", "1GB"),
          Map.entry("work_mem", "8MB"),
          Map.entry("max_wal_size", "2GB"),
          Map.entry("wal_compression", "on"),
          Map.entry("random_page_cost", "1.1"),
          Map.entry("jit", "off"),
          Map.entry("log_timezone", "UTC"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_line_prefix", "%m [%p] %q%u@%d "));

  public static PostgresServer in(FlorinHome florinHome, Path cache, int port) {
    var password =
        new SecretFiles(florinHome.resolve("secrets"))
            .once("postgres-superuser", SecretFiles::password);
    return new PostgresServer(florinHome, PostgresBinaries.under(cache), port, password);
  }

  private Path data() {
    return home.resolve("postgres");
  }

  /**
   * Creates the cluster if there is none, and removes the lock of a killed server.
   *
   * @throws CannotStart when the data is of another major version
   */
  public ChildSpec prepare() {
    try {
      if (!Files.exists(data())) {
        initialise();
      }
      requireVersion();
      dropStaleLock();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ChildSpec(
        NAME,
        Stage.DATABASE,
        command(),
        Map.of("LC_ALL", "C"),
        home.folder(),
        StopSignal.INT,
        Duration.ofSeconds(30));
  }

  private List<String> command() {
    var server = new ArrayList<String>();
    server.add(binaries.program("postgres").toString());
    server.addAll(List.of("-D", data().toString(), "-p", Integer.toString(port)));
    SETTINGS.forEach((name, value) -> server.addAll(List.of("-c", name + "=" + value)));
    return UnprivilegedCommand.in(home.folder(), data()).run(server.toArray(String[]::new));
  }

  private void initialise() throws IOException {
    var draft = Files.createTempDirectory(home.folder(), "postgres-new-");
    var data = draft.resolve("data");
    Files.createDirectory(data, ownerOnly());
    var secret = Files.createTempFile(draft, "superuser", "", readableByOwner());
    Files.writeString(secret, superuserPassword);
    var log = home.logs().resolve("initdb.log").toFile();
    var initdb =
        new ProcessBuilder(
                UnprivilegedCommand.in(home.folder(), draft)
                    .run(
                        binaries.program("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + secret,
                        "--auth=scram-sha-256",
                        "--data-checksums",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"))
            .redirectErrorStream(true)
            .redirectOutput(log);
    initdb.environment().put("LC_ALL", "C");
    if (!succeeds(initdb)) {
      throw new CannotStart("PostgreSQL could not make its data folder: see " + log);
    }
    Files.delete(secret);
    Files.move(data, data(), StandardCopyOption.ATOMIC_MOVE);
    Files.delete(draft);
  }

  private static boolean succeeds(ProcessBuilder builder) throws IOException {
    var process = builder.start();
    try {
      return Patience.ends(process) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
    }
  }

  private static FileAttribute<?> ownerOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  private static FileAttribute<?> readableByOwner() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }

  private void requireVersion() throws IOException {
    var version = Files.readString(data().resolve("PG_VERSION")).strip();
    if (!version.equals(binaries.majorVersion())) {
      throw new CannotStart(
          "FLORIN_HOME "
              + home.folder()
              + " holds data of PostgreSQL "
              + version
              + ", this Florin runs "
              + binaries.majorVersion()
              + ": set FLORIN_HOME to another folder");
    }
  }

  /**
   * A killed server leaves its lock file, and for a moment its workers. After a reboot the process
   * id in the file may be that of another process, and PostgreSQL would refuse to start. The
   * launcher holds the lock of the home and has seen the last worker end, so no server of this home
   * runs.
   */
  private void dropStaleLock() throws IOException {
    var lock = data().resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return;
    }
    if (!Files.isDirectory(Path.of("/proc/self")) && namesPostgres(lock)) {
      return;
    }
    var folder = data().toRealPath();
    var orphans = ProcessHandle.allProcesses().filter(process -> worksIn(folder, process)).toList();
    for (var orphan : orphans) {
      try {
        orphan.onExit().get(10, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        orphan.destroyForcibly();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    Files.delete(lock);
  }

  private static boolean worksIn(Path folder, ProcessHandle process) {
    try {
      var current = Path.of("/proc", Long.toString(process.pid()), "cwd");
      return Files.readSymbolicLink(current).equals(folder);
    } catch (IOException e) {
      return false;
    }
  }

  /** Without /proc only the existence of the process id can be checked. */
  private static boolean namesPostgres(Path lock) throws IOException {
    var pid = Long.parseLong(Files.readAllLines(lock).getFirst().strip());
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().command())
        .filter(command -> command.endsWith("/bin/postgres"))
        .isPresent();
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.put("user", SUPERUSER);
    properties.put("password", superuserPassword);
    properties.put("connectTimeout", "5");
    return DriverManager.getConnection(jdbcUrl(database), properties);
  }

  /**
   * @throws CannotStart when the data directory has another password
   */
  public boolean isReady() {
    try (var connection = connect("postgres")) {
      return connection.isValid(5);
    } catch (SQLException e) {
      if ("28P01".equals(e.getSQLState())) {
        throw new CannotStart(
            "FLORIN_HOME "
                + home.folder()
                + ": the database does not know the password in secrets/postgres-superuser;"
                + " restore that file or set FLORIN_HOME to another folder");
      }
      return false;
    }
  }
}
