package florin.journal.web.export;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.SnapshotReads;
import florin.journal.web.Caller;
import florin.journal.web.Page;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends rows as a file. They are read in one state of the database, page by page as the client
 * takes them; the response names the position of the user's last event in it. A failure after the
 * first rows breaks the response off without its end.
 */
public final class Exports {

  /** The header with the position of the user's last event that the file contains. */
  public static final String POSITION = "Florin-Position";

  /** Rows of a page. */
  public static final int PAGE = 500;

  /** Netty holds 128 parts of a response at most: 1 MiB. */
  private static final int PART_BYTES = 8 * 1024;

  /** Below the time that PostgreSQL lets a transaction be idle. */
  private static final Duration STALLED = Duration.ofSeconds(25);

  private static final String LAST =
      "select position from journal.event where user_id = :user order by position desc limit 1";

  private final SnapshotReads reads;
  private final JsonMapper json;

  public Exports(SnapshotReads reads, JsonMapper json) {
    this.reads = reads;
    this.json = json;
  }

  /** Reads the rows of an export, in pages; one page at least, which may be empty. */
  @FunctionalInterface
  public interface Rows<R> {
    Flux<List<R>> read(Session session, UUID user);
  }

  /**
   * Pages of a list that is read by the last row of the page before.
   *
   * @param read the rows after this one, {@link #PAGE} at most
   */
  public static <R> Flux<List<R>> pages(Function<Optional<R>, Mono<List<R>>> read) {
    return read.apply(Optional.empty())
        .expand(
            page -> page.size() < PAGE ? Mono.empty() : read.apply(Optional.of(page.getLast())));
  }

  /**
   * Pages of a list that is read by cursors.
   *
   * @param read the page of a cursor; of none, the first one
   */
  public static <R> Flux<List<R>> cursorPages(Function<@Nullable String, Mono<Page<R>>> read) {
    return read.apply(null)
        .expand(
            page -> {
              @Nullable String next = page.next();
              return next == null ? Mono.empty() : read.apply(next);
            })
        .map(Page::items);
  }

  /**
   * Sends the rows of a list as CSV or NDJSON.
   *
   * @param name of the file, without date and extension
   * @param format as the client names it
   */
  public <R extends Record> Mono<Void> send(
      Caller caller,
      ServerHttpResponse response,
      String name,
      String format,
      Class<R> type,
      Rows<R> rows) {
    ExportFormat wanted = ExportFormat.of(format);
    RecordColumns columns = RecordColumns.of(type, json);
    String title = wanted == ExportFormat.CSV ? columns.titles() : "";
    Function<R, String> line = wanted == ExportFormat.CSV ? columns::line : this::jsonLine;
    return send(
        caller,
        response,
        name,
        wanted,
        session -> lines(rows.read(session, caller.user()), title, line));
  }

  /** The lines of pages, with a title before those of the first. */
  public static <R> Flux<String> lines(
      Flux<List<R>> pages, String title, Function<R, String> line) {
    return pages.index(
        (page, rows) ->
            (page == 0 ? title : "") + rows.stream().map(line).collect(Collectors.joining()));
  }

  /** A row as one line of NDJSON. */
  public String jsonLine(Object row) {
    return json.writeValueAsString(row) + "\n";
  }

  /**
   * Sends a file.
   *
   * @param text its parts; a failure before the first one becomes a problem
   */
  public Mono<Void> send(
      Caller caller,
      ServerHttpResponse response,
      String name,
      ExportFormat format,
      Function<Session, Flux<String>> text) {
    String file =
        "%s-%s.%s".formatted(name, LocalDate.ofInstant(caller.at(), ZoneOffset.UTC), format.word());
    Flux<DataBuffer> body =
        reads
            .read(
                caller.user(),
                session ->
                    position(session, caller.user())
                        .flatMapMany(
                            position ->
                                text.apply(session)
                                    .switchOnFirst(
                                        (first, all) -> {
                                          if (!first.isOnError()) {
                                            describe(response, file, format, position);
                                          }
                                          return all;
                                        })))
            .flatMapIterable(part -> parts(response.bufferFactory(), part), 1)
            .timeout(STALLED);
    return response.writeWith(body);
  }

  private static Mono<Long> position(Session session, UUID user) {
    return session
        .sql(LAST)
        .bind("user", user)
        .map(row -> Columns.number(row, "position"))
        .one()
        .defaultIfEmpty(0L);
  }

  private static void describe(
      ServerHttpResponse response, String file, ExportFormat format, long position) {
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(format.mediaType());
    headers.setContentDisposition(ContentDisposition.attachment().filename(file).build());
    headers.set(POSITION, Long.toString(position));
  }

  private static List<DataBuffer> parts(DataBufferFactory buffers, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<DataBuffer> parts = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += PART_BYTES) {
      int length = Math.min(PART_BYTES, bytes.length - from);
      parts.add(buffers.wrap(ByteBuffer.wrap(bytes, from, length)));
    }
    return parts;
  }
}
