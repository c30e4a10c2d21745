package florin.journal.rebuild;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.rebuild.RebuildState.Phase;
import florin.journal.rebuild.RebuildState.TableCheck;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The row with the progress of a rebuild; each step updates it in its own transaction. */
public final class RebuildProgress {

  private static final String READ =
      """
      select phase, position, accept_differences, started_at, ended_at, tables::text as tables, failure,
          coalesce((select max(position) from journal.event), 0) as head
      from journal.rebuild
      """;

  private static final String BEGIN =
      """
      update journal.rebuild
      set phase = 'preparing', position = 0, accept_differences = :accept, started_at = clock_timestamp(),
          ended_at = null, tables = '[]', failure = null
      """;

  private static final String ENTER =
      "update journal.rebuild set phase = :phase, ended_at = null, failure = null";

  private static final String ACCEPT =
      "update journal.rebuild set phase = 'replaying', accept_differences = true, ended_at = null";

  private static final String ADVANCE =
      "update journal.rebuild set position = :position where position = :from";

  private static final String END =
      """
      update journal.rebuild
      set phase = :phase, ended_at = clock_timestamp(), tables = coalesce(:tables::jsonb, tables), failure = :failure
      """;

  private static final TypeReference<List<TableCheck>> TABLES = new TypeReference<>() {};

  private final JsonMapper json = JsonMapper.shared();

  Mono<RebuildState> read(Session session) {
    return session.sql(READ).map(this::state).one();
  }

  Mono<Void> begin(Session session, boolean accept) {
    return session.sql(BEGIN).bind("accept", accept).then();
  }

  /** Goes on with views that were found different, this time to use them all the same. */
  Mono<Void> acceptDifferences(Session session) {
    return session.sql(ACCEPT).then();
  }

  Mono<Void> enter(Session session, Phase phase) {
    return session.sql(ENTER).bind("phase", text(phase)).then();
  }

  /** The fence: fails if someone else has moved the row since it was read. */
  Mono<Void> advance(Session session, long from, long position) {
    return session
        .sql(ADVANCE)
        .bind("from", from)
        .bind("position", position)
        .fetch()
        .rowsUpdated()
        .filter(rows -> rows == 1)
        .switchIfEmpty(
            Mono.error(
                new IllegalStateException("rebuild position: moved (expected: " + from + ")")))
        .then();
  }

  Mono<Void> finish(
      Session session, Phase phase, @Nullable List<TableCheck> tables, @Nullable String failure) {
    var statement = session.sql(END).bind("phase", text(phase));
    statement =
        tables == null
            ? statement.bindNull("tables", String.class)
            : statement.bind("tables", json.writeValueAsString(tables));
    return (failure == null
            ? statement.bindNull("failure", String.class)
            : statement.bind("failure", failure))
        .then();
  }

  private RebuildState state(Readable row) {
    return new RebuildState(
        Phase.valueOf(Columns.text(row, "phase").toUpperCase(Locale.ROOT)),
        Columns.number(row, "position"),
        Columns.number(row, "head"),
        Columns.bool(row, "accept_differences"),
        Columns.nullableInstant(row, "started_at"),
        Columns.nullableInstant(row, "ended_at"),
        Objects.requireNonNull(json.readValue(Columns.text(row, "tables"), TABLES)),
        row.get("failure", String.class));
  }

  private static String text(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }
}
