package florin.gateway.watch;

import florin.gateway.Upstream;
import florin.gateway.edge.EdgeProblem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in the feed of all changes: the last change of each area that was seen, and the newest
 * changes of each area, from which the feed is resumed.
 *
 * @param at the time of the oldest change shown so far; a change of an area not seen yet that is
 *     newer was added since
 * @param last ids by area; an area without one was not seen yet
 * @param newest ids by area, of the first page
 */
record FeedPlace(Instant at, Map<Upstream, String> last, Map<Upstream, String> newest) {

  /** The id that stands for the time before the first change. */
  static final String FIRST = new UUID(0, 0).toString();

  private static final FeedPlace START = new FeedPlace(Instant.MAX, Map.of(), Map.of());

  /** The place that a client sent; without one, the newest change. */
  static FeedPlace decoded(@Nullable String given, String parameter) {
    if (given == null) {
      return START;
    }
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(given), StandardCharsets.UTF_8).split(";", -1);
      return new FeedPlace(Instant.parse(parts[0]), ids(parts[1]), ids(parts[2]));
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException damaged) {
      throw EdgeProblem.cursor(
          parameter + ": not of this feed (expected: 'next' or 'resume' of an earlier response)");
    }
  }

  private static Map<Upstream, String> ids(String text) {
    Map<Upstream, String> ids = new EnumMap<>(Upstream.class);
    for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String[] sides = pair.split("=", -1);
      ids.put(Upstream.valueOf(sides[0]), UUID.fromString(sides[1]).toString());
    }
    return ids;
  }

  String encoded() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            (at + ";" + text(last) + ";" + text(newest)).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Map<Upstream, String> ids) {
    StringBuilder text = new StringBuilder();
    ids.forEach(
        (upstream, id) ->
            text.append(text.isEmpty() ? "" : ",").append(upstream.name()).append('=').append(id));
    return text.toString();
  }

  /** The same place with the newest changes, if it is the start of the feed. */
  FeedPlace beginning(Map<Upstream, String> newestNow) {
    return this == START ? new FeedPlace(at, last, newestNow) : this;
  }

  /** The place after further changes. */
  FeedPlace after(Map<Upstream, String> seen, Instant lastAt) {
    Map<Upstream, String> all = new EnumMap<>(Upstream.class);
    all.putAll(last);
    all.putAll(seen);
    return new FeedPlace(lastAt, all, newest);
  }

  /** The place from which the changes that are still to come are listed. */
  FeedPlace resumed() {
    return new FeedPlace(Instant.EPOCH, newest, Map.of());
  }

  @Nullable String last(Upstream upstream) {
    return last.get(upstream);
  }

  /** Whether this place is older than a time: a change of then was added since. */
  boolean isBefore(Instant time) {
    return time.isAfter(at);
  }
}
