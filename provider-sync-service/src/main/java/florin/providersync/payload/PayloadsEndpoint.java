package florin.providersync.payload;

import florin.journal.database.Columns;
import florin.journal.database.Sessions;
import florin.providersync.vault.DataKey;
import florin.providersync.vault.MonthlyDataKeys;
import io.r2dbc.spi.Readable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The responses of the provider for operators: {@code GET /actuator/payloads/<run>} returns the
 * responses of a run. Each access is recorded in the audit of the vault.
 */
@Component
@Endpoint(id = "payloads")
class PayloadsEndpoint {

  private static final String OF_RUN =
      """
      select payload_id, user_id, connection_id, run_id, kind, part, key_id, ciphertext, received_at
      from work.raw_payload where run_id = :run order by part
      """;

  private final Sessions sessions;
  private final MonthlyDataKeys keys;

  PayloadsEndpoint(@Qualifier("workerSessions") Sessions sessions, MonthlyDataKeys keys) {
    this.sessions = sessions;
    this.keys = keys;
  }

  /**
   * An answer.
   *
   * @param body as it came, JSON if the provider is right
   */
  record PayloadResponse(String kind, int part, Instant receivedAt, String body) {}

  record PayloadResponses(UUID run, List<PayloadResponse> answers) {}

  private record Row(
      UUID id,
      PayloadStore.Run run,
      String kind,
      int part,
      UUID key,
      byte[] ciphertext,
      Instant receivedAt) {}

  @ReadOperation
  Mono<PayloadResponses> read(@Selector UUID run) {
    return sessions
        .transaction(
            "begin read only",
            session ->
                session.sql(OF_RUN).bind("run", run).map(PayloadsEndpoint::row).all().collectList())
        .flatMapMany(Flux::fromIterable)
        .concatMap(this::opened)
        .collectList()
        .map(answers -> new PayloadResponses(run, answers));
  }

  private static Row row(Readable row) {
    return new Row(
        Columns.uuid(row, "payload_id"),
        new PayloadStore.Run(
            Columns.uuid(row, "user_id"),
            Columns.uuid(row, "connection_id"),
            Columns.uuid(row, "run_id")),
        Columns.text(row, "kind"),
        Columns.integer(row, "part"),
        Columns.uuid(row, "key_id"),
        Columns.bytes(row, "ciphertext"),
        Columns.instant(row, "received_at"));
  }

  private Mono<PayloadResponse> opened(Row row) {
    return keys.opening(row.key(), row.run().user(), row.run().connection())
        .map(key -> new PayloadResponse(row.kind(), row.part(), row.receivedAt(), text(key, row)));
  }

  private static String text(DataKey key, Row row) {
    String place = PayloadStore.place(row.run(), row.id(), row.kind(), row.part());
    byte[] gzip = key.open(row.ciphertext(), place);
    try (var plain = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
