package florin.journal.replay;

import florin.events.Topic;
import florin.events.transactions.Noted;
import florin.journal.UnitOfWork;
import florin.journal.database.UnnestColumns;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Mirrors what each stream says now; counts its events, so that a doubled one is seen. */
final class LatestEventInbox implements Inbox {

  private static final String UPSERT =
      """
      insert into latest as l (stream_id, user_id, text, version, effects)
      select * from unnest(:streams::uuid[], :users::uuid[], :texts::text[], :versions::int[], :effects::int[])
      on conflict (stream_id) do update
      set text = excluded.text, version = excluded.version, effects = l.effects + excluded.effects
      """;

  private final Topic topic;

  LatestEventInbox(Topic topic) {
    this.topic = topic;
  }

  @Override
  public Topic topic() {
    return topic;
  }

  @Override
  public List<String> mirrors() {
    return List.of("latest");
  }

  private record Row(UUID stream, UUID user, String text, int version, int effects) {
    private Row(InboundEvent event) {
      this(
          event.stream().id(), event.user(), ((Noted) event.event()).getNote(), event.version(), 1);
    }

    private Row then(Row next) {
      return new Row(stream, user, next.text, next.version, effects + next.effects);
    }
  }

  @Override
  public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
    Map<UUID, Row> byStream = new TreeMap<>(Comparator.comparing(UUID::toString));
    events.forEach(event -> byStream.merge(event.stream().id(), new Row(event), Row::then));
    List<Row> rows = List.copyOf(byStream.values());
    return unit.session()
        .sql(UPSERT)
        .bind("streams", UnnestColumns.column(rows, UUID.class, Row::stream))
        .bind("users", UnnestColumns.column(rows, UUID.class, Row::user))
        .bind("texts", UnnestColumns.column(rows, String.class, Row::text))
        .bind("versions", UnnestColumns.column(rows, Integer.class, Row::version))
        .bind("effects", UnnestColumns.column(rows, Integer.class, Row::effects))
        .then();
  }
}
