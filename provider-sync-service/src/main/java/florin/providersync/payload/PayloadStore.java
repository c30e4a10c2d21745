package florin.providersync.payload;

import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.Ids;
import florin.providersync.vault.DataKey;
import florin.providersync.vault.KeysUnavailable;
import florin.providersync.vault.MonthlyDataKeys;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Encrypts the provider's responses and stores them with their run. */
@Component
public class PayloadStore {

  private static final String INSERT =
      """
      insert into work.raw_payload
          (payload_id, user_id, connection_id, run_id, kind, part, key_id, ciphertext, received_at)
      select t.payload_id, :user, :connection, :run, t.kind, t.part, :key, t.ciphertext, :at
      from unnest(:ids::uuid[], :kinds::text[], :parts::int[], :ciphertexts::bytea[])
        as t (payload_id, kind, part, ciphertext)
      """;

  private static final Logger log = LoggerFactory.getLogger(PayloadStore.class);

  private final MonthlyDataKeys keys;
  private final PayloadProperties properties;
  private final Clock clock;

  PayloadStore(MonthlyDataKeys keys, PayloadProperties properties, Clock clock) {
    this.keys = keys;
    this.properties = properties;
    this.clock = clock;
  }

  /** The run whose responses are stored. */
  public record Run(UUID user, UUID connection, UUID id) {}

  private record Row(UUID id, String kind, int part, byte[] ciphertext) {}

  /** Answers as they may be written. */
  public static final class Sealed {

    private static final Sealed NOTHING =
        new Sealed(
            new Run(new UUID(0, 0), new UUID(0, 0), new UUID(0, 0)),
            new UUID(0, 0),
            Instant.EPOCH,
            List.of());

    private final Run run;
    private final UUID key;
    private final Instant at;
    private final List<Row> rows;

    private Sealed(Run run, UUID key, Instant at, List<Row> rows) {
      this.run = run;
      this.key = key;
      this.at = at;
      this.rows = rows;
    }
  }

  /**
   * Before the commit, because a key may have to be fetched.
   *
   * @throws KeysUnavailable if it is not to be had
   */
  public Mono<Sealed> encrypt(Run run, ResponseRecorder responseRecorder) {
    List<ResponseRecorder.RecordedResponse> answers = responseRecorder.answers();
    if (answers.isEmpty() || properties.keep().isZero()) {
      return Mono.just(Sealed.NOTHING);
    }
    Instant at = clock.instant();
    return keys.of(YearMonth.from(at.atOffset(ZoneOffset.UTC)))
        .map(key -> new Sealed(run, key.id(), at, rows(run, key, answers)))
        .onErrorResume(DataAccessException.class, failed -> Mono.just(emptyAfter(run, failed)));
  }

  /** A failure to store a payload does not fail the run. */
  private static Sealed emptyAfter(Run run, DataAccessException failed) {
    log.warn("responses of run {} are not stored: {}", run.id(), failed.toString());
    return Sealed.NOTHING;
  }

  private static List<Row> rows(
      Run run, DataKey key, List<ResponseRecorder.RecordedResponse> answers) {
    List<Row> rows = new ArrayList<>(answers.size());
    for (int part = 0; part < answers.size(); part++) {
      ResponseRecorder.RecordedResponse recordedResponse = answers.get(part);
      UUID id = Ids.next();
      byte[] ciphertext =
          key.seal(recordedResponse.gzip(), place(run, id, recordedResponse.kind(), part));
      rows.add(new Row(id, recordedResponse.kind(), part, ciphertext));
    }
    return rows;
  }

  /** In the run's commit. */
  public Mono<Void> write(Session session, Sealed shut) {
    List<Row> rows = shut.rows;
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(INSERT)
            .bind("user", shut.run.user())
            .bind("connection", shut.run.connection())
            .bind("run", shut.run.id())
            .bind("key", shut.key)
            .bind("at", shut.at)
            .bind("ids", UnnestColumns.column(rows, UUID.class, Row::id))
            .bind("kinds", UnnestColumns.column(rows, String.class, Row::kind))
            .bind("parts", UnnestColumns.column(rows, Integer.class, Row::part))
            .bind("ciphertexts", UnnestColumns.column(rows, byte[].class, Row::ciphertext))
            .then();
  }

  static String place(Run run, UUID payload, String kind, int part) {
    return "provider-sync|%s|%s|payload|%s|%s|%s|%d"
        .formatted(run.user(), run.connection(), run.id(), payload, kind, part);
  }
}
