package florin.journal.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import io.r2dbc.spi.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.r2dbc.connection.ConnectionFactoryUtils;
import org.springframework.r2dbc.core.ColumnMapRowMapper;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.FetchSpec;
import org.springframework.r2dbc.core.RowsFetchSpec;
import org.springframework.r2dbc.core.StatementFilterFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One statement on the connection of a transaction. It is sent when it is subscribed to, so that
 * statements of which none needs the rows of another travel together when they are subscribed to
 * together. A {@code DatabaseClient} of its own for each transaction would parse every text again
 * and wrap the connection for every statement.
 */
final class BoundStatement implements GenericExecuteSpec {

  private static final String UNSUPPORTED = "not supported (expected: a parameter by its name)";

  private final Connection connection;
  private final NamedParameters parsed;
  private final @Nullable Object[] values;

  BoundStatement(Connection connection, String text) {
    this.connection = connection;
    this.parsed = NamedParameters.of(text);
    this.values = new Object[parsed.indexes().size()];
  }

  @Override
  public GenericExecuteSpec bind(String name, Object value) {
    if (value instanceof Collection) {
      throw new IllegalArgumentException("parameter " + name + ": a list (expected: an array)");
    }
    values[parsed.index(name)] = value;
    return this;
  }

  @Override
  public GenericExecuteSpec bindNull(String name, Class<?> type) {
    values[parsed.index(name)] = Parameters.in(type);
    return this;
  }

  @Override
  public <R> RowsFetchSpec<R> map(Function<? super Readable, R> mapping) {
    return new Rows<>(flatMap(result -> result.map(mapping)));
  }

  @Override
  public <R> RowsFetchSpec<R> map(BiFunction<Row, RowMetadata, R> mapping) {
    return new Rows<>(flatMap(result -> result.map(mapping)));
  }

  @Override
  public <R> Flux<R> flatMap(Function<Result, Publisher<R>> mapping) {
    return Flux.defer(() -> execute().concatMap(mapping))
        .onErrorMap(
            R2dbcException.class,
            failure ->
                ConnectionFactoryUtils.convertR2dbcException("execute", parsed.sql(), failure));
  }

  @Override
  public FetchSpec<Map<String, Object>> fetch() {
    return new Fetched(map(ColumnMapRowMapper.INSTANCE), updated());
  }

  @Override
  public Mono<Void> then() {
    return updated().then();
  }

  private Mono<Long> updated() {
    return flatMap(Result::getRowsUpdated).reduce(0L, Long::sum);
  }

  private Flux<Result> execute() {
    Statement statement = connection.createStatement(parsed.sql());
    for (Map.Entry<String, Integer> parameter : parsed.indexes().entrySet()) {
      Object value = values[parameter.getValue()];
      if (value == null) {
        throw new IllegalStateException("parameter " + parameter.getKey() + ": not bound");
      }
      statement.bind(parameter.getValue(), value);
    }
    return Flux.from(statement.execute());
  }

  /** The rows of a statement. */
  private record Rows<R>(Flux<R> all) implements RowsFetchSpec<R> {

    @Override
    public Mono<R> one() {
      return all.collectList().flatMap(Rows::single);
    }

    private static <R> Mono<R> single(List<R> rows) {
      return rows.size() > 1
          ? Mono.error(new IncorrectResultSizeDataAccessException(1, rows.size()))
          : Mono.justOrEmpty(rows.isEmpty() ? null : rows.getFirst());
    }

    @Override
    public Mono<R> first() {
      return all.next();
    }
  }

  /** The rows or the number of rows of a statement. */
  private record Fetched(RowsFetchSpec<Map<String, Object>> rows, Mono<Long> rowsUpdated)
      implements FetchSpec<Map<String, Object>> {

    @Override
    public Mono<Map<String, Object>> one() {
      return rows.one();
    }

    @Override
    public Mono<Map<String, Object>> first() {
      return rows.first();
    }

    @Override
    public Flux<Map<String, Object>> all() {
      return rows.all();
    }
  }

  @Override
  public GenericExecuteSpec bind(int index, Object value) {
    throw new UnsupportedOperationException(UNSUPPORTED);
  }

  @Override
  public GenericExecuteSpec bindNull(int index, Class<?> type) {
    throw new UnsupportedOperationException(UNSUPPORTED);
  }

  @Override
  public GenericExecuteSpec bindValues(List<?> source) {
    throw new UnsupportedOperationException(UNSUPPORTED);
  }

  @Override
  public GenericExecuteSpec bindValues(Map<String, ?> source) {
    throw new UnsupportedOperationException(UNSUPPORTED);
  }

  @Override
  public GenericExecuteSpec bindProperties(Object source) {
    throw new UnsupportedOperationException(UNSUPPORTED);
  }

  @Override
  public GenericExecuteSpec filter(StatementFilterFunction filter) {
    throw new UnsupportedOperationException(UNSUPPORTED);
  }

  @Override
  public <R> RowsFetchSpec<R> mapValue(Class<R> mappedClass) {
    throw new UnsupportedOperationException(UNSUPPORTED);
  }

  @Override
  public <R> RowsFetchSpec<R> mapProperties(Class<R> mappedClass) {
    throw new UnsupportedOperationException(UNSUPPORTED);
  }
}
