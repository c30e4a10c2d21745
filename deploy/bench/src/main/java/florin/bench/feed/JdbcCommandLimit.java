package florin.bench.feed;

import florin.bench.environment.CommandLockSql;
import florin.events.AvroEvents;
import florin.events.transactions.Noted;
import florin.journal.stream.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/**
 * One event a commit under a command's own locks, of one household over one connection: a single
 * round trip, the payload ready in memory.
 */
public final class JdbcCommandLimit {

  private static final String APPEND =
      """
      insert into bare.event (stream_id, stream_type, version, event_id, type, fingerprint, payload,
          user_id, change_id, actor, caused_by, recorded_at)
      values (?, 'transaction', ?, ?, ?, ?, ?, ?, ?, 'user', null, clock_timestamp());
      """;

  private final PreparedStatement command;
  private final UUID stream = Ids.next();
  private int version;

  public JdbcCommandLimit(Connection connection, UUID user) throws SQLException {
    Noted event = new Noted(stream, Ids.next(), "1 100", FeedTransaction.AT, "note");
    command = connection.prepareStatement("begin; " + CommandLockSql.of(user) + APPEND + "commit");
    command.setObject(1, stream);
    command.setString(4, event.getSchema().getFullName());
    command.setLong(5, AvroEvents.fingerprint(event));
    command.setBytes(6, AvroEvents.encode(event));
    command.setObject(7, user);
    command.setObject(8, Ids.next());
  }

  /** As many commits as said, one after another. */
  public int commit(int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      command.setInt(2, ++version);
      command.setObject(3, Ids.next());
      command.execute();
    }
    return count;
  }
}
