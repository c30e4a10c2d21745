package florin.journal.web;

import florin.journal.database.DatabaseReads;
import florin.journal.database.Session;
import florin.journal.stream.StreamType;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Makes the {@link Resource} of an aggregate, and pages of lists. */
public final class Resources {

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final Cursors cursors;

  public Resources(ApiCommands commands, DatabaseReads reads, Cursors cursors) {
    this.commands = commands;
    this.reads = reads;
    this.cursors = cursors;
  }

  /** Reads the body of an answer from the views; empty if the user has no such resource. */
  @FunctionalInterface
  public interface Reader<V> {
    Mono<V> read(Session session, Caller caller, UUID id);
  }

  /**
   * Reads the rows of a page.
   *
   * @param <R> a row with the values it is sorted by
   */
  @FunctionalInterface
  public interface Listing<R> {
    /**
     * @param after the sort values of the last row of the page before; empty for the first page
     * @param limit how many rows are read, one more than the page has
     */
    Mono<List<R>> read(Session session, List<String> after, int limit);
  }

  /**
   * @param path of the collection, such as {@code /api/goals}
   * @param body what the requests answer
   * @param version the ETag of a body
   */
  public <C, S, V> Resource<C, S, V> of(
      StreamType<C, ?, S> type,
      String path,
      Class<V> body,
      ToIntFunction<V> version,
      Reader<V> reader) {
    return new Resource<>(commands, reads, type, path, new Resource.Body<>(body, version, reader));
  }

  /**
   * One page of a list.
   *
   * @param list everything that makes up the list beside the user: its name, filters and sort
   * @param place the sort values of a row
   */
  public <R> Mono<Page<R>> page(
      Caller caller,
      String list,
      @Nullable Integer limit,
      @Nullable String cursor,
      Listing<R> listing,
      Function<R, List<String>> place) {
    int size = Cursors.limit(limit);
    String query = list + " " + caller.user();
    List<String> after = cursor == null ? List.of() : cursors.values(query, cursor);
    return reads
        .read(caller.user(), session -> listing.read(session, after, size + 1))
        .map(rows -> cursors.page(query, rows, size, place));
  }
}
