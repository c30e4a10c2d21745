package florin.transactions.recurring;

import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.Ids;
import florin.journal.stream.PendingEvent;
import florin.transactions.recurring.pattern.PriceChange;
import florin.transactions.recurring.series.Occurrence;
import florin.transactions.recurring.series.SeriesEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Tables {@code series_occurrence} and {@code series_price}: what events say of single rows. */
final class SeriesRows {

  /**
   * A row of a series after an event.
   *
   * @param occurrence absent, as the currency, if the event only unlinks it
   */
  private record Link(
      PendingEvent event,
      UUID transaction,
      @Nullable Occurrence occurrence,
      @Nullable String currency,
      boolean linked) {}

  private record Price(PendingEvent event, PriceChange change, String currency) {}

  private record Key(UUID user, UUID series, Object row) {}

  private static final ViewTable<Link> OCCURRENCES =
      ViewTable.<Link>named("series_occurrence", "user_id", "series_id", "transaction_id")
          .uuid("user_id", row -> row.event().stream().user())
          .uuid("series_id", row -> row.event().stream().id())
          .uuid("transaction_id", Link::transaction)
          .date("date", row -> row.occurrence() == null ? null : row.occurrence().date())
          .numeric("amount", row -> row.occurrence() == null ? null : row.occurrence().amount())
          .text("currency", Link::currency)
          .bool("linked", Link::linked)
          .integer("stream_version", row -> row.event().version());

  private static final ViewTable<Price> PRICES =
      ViewTable.<Price>named("series_price", "user_id", "series_id", "since")
          .uuid("user_id", row -> row.event().stream().user())
          .uuid("series_id", row -> row.event().stream().id())
          .date("since", row -> row.change().since())
          .numeric("price_before", row -> row.change().from())
          .numeric("price_after", row -> row.change().to())
          .text("currency", Price::currency);

  private static final String UNLINK =
      """
      update series_occurrence o
      set linked = false, stream_version = k.stream_version
      from unnest(:users::uuid[], :series::uuid[], :transactions::uuid[], :versions::int[])
        as k (user_id, series_id, transaction_id, stream_version)
      where o.user_id = k.user_id and o.series_id = k.series_id and o.transaction_id = k.transaction_id
        and o.stream_version < k.stream_version
      """;

  private SeriesRows() {}

  static Stream<ViewTable<?>> tables() {
    return Stream.of(OCCURRENCES, PRICES);
  }

  static Mono<Void> write(Session session, List<PendingEvent> events) {
    Map<Key, Link> linked = new LinkedHashMap<>();
    Map<Key, Link> unlinked = new LinkedHashMap<>();
    Map<Key, Price> prices = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof SeriesEvent.PriceChanged e) {
        prices.put(
            key(pending, e.change().since()),
            new Price(pending, e.change(), e.direction().currency()));
      }
      for (Link link : links(pending)) {
        Key key = key(pending, link.transaction());
        (link.linked() ? linked : unlinked).put(key, link);
        if (link.linked()) {
          unlinked.remove(key);
        }
      }
    }
    return OCCURRENCES
        .upsert(session, List.copyOf(linked.values()))
        .then(Mono.defer(() -> unlink(session, unlinked.values())))
        .then(Mono.defer(() -> PRICES.upsert(session, List.copyOf(prices.values()))));
  }

  private static Key key(PendingEvent pending, Object row) {
    return new Key(pending.stream().user(), pending.stream().id(), row);
  }

  private static List<Link> links(PendingEvent pending) {
    return switch ((SeriesEvent) pending.event()) {
      case SeriesEvent.Linked e ->
          e.occurrences().stream()
              .map(row -> new Link(pending, row.transaction(), row, e.direction().currency(), true))
              .toList();
      case SeriesEvent.Unlinked e ->
          e.transactions().stream().map(id -> new Link(pending, id, null, null, false)).toList();
      case SeriesEvent.Lost e ->
          e.transactions().stream().map(id -> new Link(pending, id, null, null, false)).toList();
      case SeriesEvent.Detected _,
          SeriesEvent.Created _,
          SeriesEvent.Relearned _,
          SeriesEvent.Revised _,
          SeriesEvent.PriceChanged _,
          SeriesEvent.Confirmed _,
          SeriesEvent.Dismissed _,
          SeriesEvent.Reconsidered _,
          SeriesEvent.Ended _,
          SeriesEvent.Revived _,
          SeriesEvent.Removed _,
          SeriesEvent.Restored _ ->
          List.of();
    };
  }

  private static Mono<Void> unlink(Session session, Collection<Link> rows) {
    List<Link> sorted =
        rows.stream().sorted(java.util.Comparator.comparing(Link::transaction, Ids.ORDER)).toList();
    return sorted.isEmpty()
        ? Mono.empty()
        : session
            .sql(UNLINK)
            .bind("users", sorted.stream().map(r -> r.event().stream().user()).toArray(UUID[]::new))
            .bind("series", sorted.stream().map(r -> r.event().stream().id()).toArray(UUID[]::new))
            .bind("transactions", sorted.stream().map(Link::transaction).toArray(UUID[]::new))
            .bind("versions", sorted.stream().map(r -> r.event().version()).toArray(Integer[]::new))
            .then();
  }
}
