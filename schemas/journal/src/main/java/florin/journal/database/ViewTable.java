package florin.journal.database;

import florin.journal.database.binary.BinaryArray;
import florin.journal.stream.PendingEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/**
 * A view table, declared once: the columns with the values that a row has. The statements that
 * write rows are made from it, one {@code unnest} per batch, in the order of the primary key; rows
 * are read with SQL text. A test checks every declaration against {@code information_schema}.
 *
 * @param <R> what a row is made of
 */
public final class ViewTable<R> {

  private static final String STREAM_VERSION = "stream_version";

  /**
   * One column.
   *
   * @param sqlType such as {@code uuid}
   * @param javaType of the values, as {@link BinaryArray} takes it
   */
  public record Column<R, T>(
      String name, String sqlType, Class<T> javaType, Function<R, ? extends @Nullable T> value) {

    /** The type in which {@code unnest} takes the values: it would take arrays apart. */
    private String unnestedType() {
      return isArray() ? "text" : sqlType;
    }

    private String selected() {
      return isArray() ? "r." + name + "::" + sqlType : "r." + name;
    }

    private boolean isArray() {
      return sqlType.endsWith("[]");
    }

    private GenericExecuteSpec bind(GenericExecuteSpec statement, List<R> rows) {
      return statement.bind(name, BinaryArray.of(rows, javaType, value));
    }
  }

  private final String name;
  private final List<String> primaryKey;
  private final List<Column<R, ?>> columns;

  private ViewTable(String name, List<String> primaryKey, List<Column<R, ?>> columns) {
    this.name = name;
    this.primaryKey = List.copyOf(primaryKey);
    this.columns = List.copyOf(columns);
  }

  /**
   * A table without columns yet.
   *
   * @param primaryKey columns that are declared afterwards
   */
  public static <R> ViewTable<R> named(String name, String... primaryKey) {
    return new ViewTable<>(name, List.of(primaryKey), List.of());
  }

  public ViewTable<R> uuid(String column, Function<R, @Nullable UUID> value) {
    return with(column, "uuid", UUID.class, value);
  }

  public ViewTable<R> text(String column, Function<R, @Nullable String> value) {
    return with(column, "text", String.class, value);
  }

  /** An array of texts. */
  public ViewTable<R> texts(String column, Function<R, ? extends Collection<String>> value) {
    return with(
        column,
        "text[]",
        String.class,
        row ->
            UnnestColumns.column(List.copyOf(value.apply(row)), String.class, Function.identity()));
  }

  /** A JSON document, as text. */
  public ViewTable<R> json(String column, Function<R, @Nullable String> value) {
    return with(column, "jsonb", String.class, value);
  }

  public ViewTable<R> integer(String column, Function<R, @Nullable Integer> value) {
    return with(column, "int", Integer.class, value);
  }

  public ViewTable<R> bool(String column, Function<R, @Nullable Boolean> value) {
    return with(column, "boolean", Boolean.class, value);
  }

  public ViewTable<R> numeric(String column, Function<R, @Nullable BigDecimal> value) {
    return with(column, "numeric", BigDecimal.class, value);
  }

  public ViewTable<R> date(String column, Function<R, @Nullable LocalDate> value) {
    return with(column, "date", LocalDate.class, value);
  }

  public ViewTable<R> instant(String column, Function<R, @Nullable Instant> value) {
    return with(column, "timestamptz", Instant.class, value);
  }

  /**
   * The columns that every row of one stream has: {@code user_id}, {@code stream_version}, {@code
   * version} (the user's own changes) and the time of the last event.
   *
   * @param last the last event of a row
   * @param at the name of the column with the time
   */
  public ViewTable<R> stamped(Function<R, PendingEvent> last, String at) {
    return uuid("user_id", row -> last.apply(row).stream().user())
        .integer(STREAM_VERSION, row -> last.apply(row).version())
        .integer("version", row -> last.apply(row).userVersion())
        .instant(at, row -> last.apply(row).at());
  }

  private <T> ViewTable<R> with(
      String column, String sqlType, Class<T> javaType, Function<R, ? extends @Nullable T> value) {
    List<Column<R, ?>> more = new ArrayList<>(columns);
    more.add(new Column<>(column, sqlType, javaType, value));
    return new ViewTable<>(name, primaryKey, more);
  }

  public String name() {
    return name;
  }

  public List<String> primaryKey() {
    return primaryKey;
  }

  public List<Column<R, ?>> columns() {
    return columns;
  }

  /** Writes rows of which none is there; an existing row stays as it is. */
  public Mono<Void> insert(Session session, List<R> rows) {
    return write(session, () -> insert() + "on conflict do nothing", rows);
  }

  /**
   * Writes rows, each over the row with its key. A row of a stream is written only over one with a
   * lower {@code stream_version}, any other only over one with other values.
   */
  public Mono<Void> upsert(Session session, List<R> rows) {
    return write(session, this::upsert, rows);
  }

  private Mono<Void> write(Session session, Supplier<String> statement, List<R> rows) {
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    GenericExecuteSpec bound = session.sql(statement.get());
    for (Column<R, ?> column : columns) {
      bound = column.bind(bound, rows);
    }
    return bound.then();
  }

  String upsert() {
    List<String> others =
        columns.stream().map(Column::name).filter(column -> !primaryKey.contains(column)).toList();
    String newer =
        others.contains(STREAM_VERSION)
            ? "t.stream_version < excluded.stream_version"
            : "(%s) is distinct from (%s)".formatted(list(others, "t."), list(others, "excluded."));
    return insert()
        + "on conflict ("
        + list(primaryKey, "")
        + ") do update set "
        + others.stream()
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "))
        + " where "
        + newer;
  }

  private String insert() {
    List<String> names = columns.stream().map(Column::name).toList();
    String arrays =
        columns.stream()
            .map(column -> ":" + column.name() + "::" + column.unnestedType() + "[]")
            .collect(Collectors.joining(", "));
    return "insert into %s as t (%s) select %s from unnest(%s) as r (%s) order by %s "
        .formatted(
            name,
            list(names, ""),
            columns.stream().map(Column::selected).collect(Collectors.joining(", ")),
            arrays,
            list(names, ""),
            list(primaryKey, "r."));
  }

  private static String list(List<String> names, String prefix) {
    return names.stream().map(column -> prefix + column).collect(Collectors.joining(", "));
  }
}
