package florin.migrate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceShapeTests {

  @TempDir private Path folder;

  @Test
  void namesEveryColumnThatIsNotReadAndEveryUnknownTable() throws SQLException {
    Path file = folder.resolve("small.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "create table accounts (account_id text, apr float, last_refreshed text)",
              "create table transactions (transaction_id text, amount float, date text,"
                  + " \"My Notes\" text, user_modified boolean)",
              "create table plaid_transaction_meta (transaction_id text, location json)",
              "create table \"My Table\" (id integer)",
              "insert into transactions values ('a', 1, '2026-01-01', 'x', 0), ('b', 1,"
                  + " '2026-01-01', null, 0)")) {
        statement.execute(sql);
      }
    }
    try (SourceDatabase source = SourceDatabase.open(file.toString(), "", "")) {
      SourceShape shape = SourceShape.of(source);
      assertThat(shape.tables())
          .filteredOn(table -> table.leftOut().isPresent())
          .extracting(SourceShape.TableShape::table)
          .containsExactly("my table");
      assertThat(
              shape.tables().stream()
                  .flatMap(table -> table.columnsLeftOut().stream())
                  .map(SourceShape.ColumnLeftOut::column))
          .containsExactlyInAnyOrder("apr", "last_refreshed", "my notes", "location");
      assertThat(
              shape.tables().stream()
                  .flatMap(table -> table.columnsLeftOut().stream())
                  .filter(one -> one.column().equals("my notes"))
                  .map(SourceShape.ColumnLeftOut::why))
          .containsExactly("unknown: not a column of pyNance; 1 rows have a value");
    }
  }
}
