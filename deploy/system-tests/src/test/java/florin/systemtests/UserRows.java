package florin.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import florin.local.LocalCluster;
import florin.local.storage.DatabaseRole;
import florin.local.storage.ServiceName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/** What the tables of a running service show of its users. */
final class UserRows {

  private UserRows() {}

  /** Every table with a user_id, as the app role, without and with a foreign setting. */
  static void assertAppSeesNothing(LocalCluster localCluster, ServiceName serviceName) {
    try (Connection connection =
            DriverManager.getConnection(
                localCluster.jdbcUrl(serviceName),
                localCluster.user(serviceName, DatabaseRole.APP),
                localCluster.password(serviceName, DatabaseRole.APP));
        Statement statement = connection.createStatement()) {
      List<String> tables = new java.util.ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid ="
                  + " c.relnamespace where c.relkind = 'r' and n.nspname in ('journal', 'mirror',"
                  + " 'work', 'view') and has_table_privilege(c.oid, 'select') and exists (select"
                  + " from pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id')")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      assertThat(tables).as("tables of %s", serviceName).hasSizeGreaterThan(3);
      for (String table : tables) {
        for (String setting : List.of("", UUID.randomUUID().toString())) {
          statement.execute("select set_config('app.user_id', '" + setting + "', false)");
          try (ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            assertThat(rows.getLong(1)).as("%s %s", serviceName, table).isZero();
          }
        }
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Tables that still have rows of a user, the mark and the erasure's own stream apart. */
  static List<String> leftOf(LocalCluster localCluster, ServiceName serviceName, String user) {
    List<String> left = new java.util.ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                localCluster.jdbcUrl(serviceName), "postgres", localCluster.superuserPassword());
        Statement statement = connection.createStatement();
        ResultSet tables =
            connection
                .createStatement()
                .executeQuery(
                    "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid ="
                        + " c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname"
                        + " = 'user_id' where c.relkind in ('r', 'p') and n.nspname in ('journal',"
                        + " 'mirror', 'work', 'view', 'vault')")) {
      while (tables.next()) {
        String table = tables.getString(1);
        String but =
            switch (table) {
              case "journal.event" -> " and stream_type <> 'erasure'";
              case "mirror.erased_user" -> " and deleted_at is null";
              default -> "";
            };
        try (ResultSet rows =
            statement.executeQuery(
                "select count(*) from " + table + " where user_id = '" + user + "'" + but)) {
          rows.next();
          if (rows.getLong(1) > 0) {
            left.add(table + ": " + rows.getLong(1));
          }
        }
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    return left;
  }
}
