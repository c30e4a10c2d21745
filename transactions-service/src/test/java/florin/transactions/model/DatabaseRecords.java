package florin.transactions.model;

import florin.journal.test.TestPlatform;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the database itself says, past the service. */
final class DatabaseRecords implements AutoCloseable {

  private final Connection connection;

  DatabaseRecords(TestPlatform platform) throws SQLException {
    this.connection = platform.connect("postgres");
  }

  /** How many events the journal has of a user. */
  synchronized long events(UUID user) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select count(*) from journal.event where user_id = ?")) {
      statement.setObject(1, user);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** Which transactions these ids of the bank's mean. */
  synchronized Map<String, UUID> transactions(UUID user, List<String> externals)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select external_id, transaction_id from view.transaction_external"
                + " where user_id = ? and external_id = any(?)")) {
      statement.setObject(1, user);
      statement.setArray(2, connection.createArrayOf("text", externals.toArray()));
      Map<String, UUID> found = new HashMap<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getString(1), rows.getObject(2, UUID.class));
        }
      }
      return found;
    }
  }

  /** Accounts as the mirror has them. */
  synchronized void open(UUID user, Map<UUID, String> accounts) throws SQLException {
    try (PreparedStatement known =
            connection.prepareStatement(
                "insert into mirror.users (user_id, known_since) values (?, clock_timestamp())");
        PreparedStatement account =
            connection.prepareStatement(
                "insert into mirror.account (id, user_id, currency, closed)"
                    + " values (?, ?, ?, false)")) {
      known.setObject(1, user);
      known.execute();
      for (Map.Entry<UUID, String> opened : accounts.entrySet()) {
        account.setObject(1, opened.getKey());
        account.setObject(2, user);
        account.setString(3, opened.getValue());
        account.execute();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
