package florin.migrate.source;

import java.util.Map;
import java.util.Optional;

/** A table with its columns by name. */
public record SourceTable(String name, Map<String, SourceColumn> columns) {

  public SourceTable {
    columns = Map.copyOf(columns);
  }

  public boolean has(String column) {
    return columns.containsKey(column);
  }

  public Optional<SourceColumn> column(String column) {
    return Optional.ofNullable(columns.get(column));
  }
}
