package florin.transactions.merchant;

import florin.journal.Columns;
import florin.journal.Folded;
import florin.journal.PendingEvent;
import florin.journal.Projection;
import florin.journal.Session;
import florin.journal.Unnest;
import florin.transactions.merging.Chains;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What users say of merchants, and the merchants they add. */
@Component
@Order(0)
class MerchantView implements Projection {

  private static final String LOAD =
      "select * from merchant_word where user_id = any(:users) and id = any(:ids)";

  private static final String CREATE =
      """
      insert into merchant (user_id, id, name, slug, source, uses)
      select k.user_id, k.id, k.name, k.slug, 'user', 0
      from unnest(:users::uuid[], :ids::uuid[], :names::text[], :slugs::text[]) as k (user_id, id, name, slug)
      on conflict do nothing
      """;

  private static final String UPSERT =
      """
      insert into merchant_word as m (user_id, id, own_name, own_slug, archived, merged_into, stream_version, version,
          at)
      select * from unnest(:users::uuid[], :ids::uuid[], :names::text[], :slugs::text[], :archived::boolean[],
          :mergers::uuid[], :streamVersions::int[], :versions::int[], :ats::timestamptz[])
      on conflict (user_id, id) do update
      set own_name = excluded.own_name, own_slug = excluded.own_slug, archived = excluded.archived,
          merged_into = excluded.merged_into, stream_version = excluded.stream_version, version = excluded.version,
          at = excluded.at
      where m.stream_version <> excluded.stream_version
      """;

  private static Merchant read(Readable row) {
    return new Merchant(
        Optional.empty(),
        Optional.ofNullable(row.get("own_name", String.class)),
        Columns.bool(row, "archived"),
        Optional.ofNullable(row.get("merged_into", UUID.class)));
  }

  private static @Nullable String slug(Folded<Merchant> row) {
    return row.state().ownName().map(MerchantName::slug).orElse(null);
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    List<PendingEvent> ours =
        events.stream().filter(e -> e.event() instanceof MerchantEvent).toList();
    if (ours.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(LOAD)
        .bind("users", ours.stream().map(e -> e.stream().user()).distinct().toArray(UUID[]::new))
        .bind("ids", ours.stream().map(e -> e.stream().id()).distinct().toArray(UUID[]::new))
        .map(row -> Map.entry(Columns.uuid(row, "id"), read(row)))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .flatMap(known -> write(session, Folded.of(known, Merchant.DECIDER, ours)));
  }

  private static Mono<Void> write(Session session, List<Folded<Merchant>> rows) {
    return create(session, rows.stream().filter(row -> row.state().name().isPresent()).toList())
        .then(Mono.defer(() -> upsert(session, rows)))
        .then(
            Mono.defer(
                () ->
                    Chains.settle(
                        session,
                        "merchant_word",
                        rows.stream().map(row -> row.last().stream().user()).toList())));
  }

  /** Rows with the event in this batch that made them. */
  private static Mono<Void> create(Session session, List<Folded<Merchant>> rows) {
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(CREATE)
        .bind("users", Unnest.column(rows, UUID.class, row -> row.last().stream().user()))
        .bind("ids", Unnest.column(rows, UUID.class, row -> row.last().stream().id()))
        .bind("names", Unnest.column(rows, String.class, row -> row.state().name().orElseThrow()))
        .bind(
            "slugs",
            Unnest.column(
                rows, String.class, row -> MerchantName.slug(row.state().name().orElseThrow())))
        .then();
  }

  private static Mono<Void> upsert(Session session, List<Folded<Merchant>> rows) {
    return Unnest.stamped(session.sql(UPSERT), rows, Folded::last)
        .bind("ids", Unnest.column(rows, UUID.class, row -> row.last().stream().id()))
        .bind("names", Unnest.column(rows, String.class, row -> row.state().ownName().orElse(null)))
        .bind("slugs", Unnest.column(rows, String.class, MerchantView::slug))
        .bind("archived", Unnest.column(rows, Boolean.class, row -> row.state().archived()))
        .bind(
            "mergers",
            Unnest.column(rows, UUID.class, row -> row.state().mergedInto().orElse(null)))
        .then();
  }
}
