package florin.journal.inbox;

import florin.events.Topic;
import florin.journal.UnitOfWork;
import florin.journal.database.UnnestColumns;
import florin.journal.sample.SampleRuntime;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Counts every effect; an event whose text is "poison" cannot be applied before it is cured. */
public class TallyInbox implements Inbox {

  private static final String UPSERT =
      """
      insert into mirror.tally (topic, event_id, user_id, text, position)
      select :topic, t.* from unnest(:ids::uuid[], :users::uuid[], :texts::text[], :positions::bigint[]) as t
      on conflict (topic, event_id) do update set effects = mirror.tally.effects + 1
      """;

  private final Topic topic;
  private volatile boolean cured;

  public TallyInbox(Topic topic) {
    this.topic = topic;
  }

  public void cure() {
    cured = true;
  }

  @Override
  public Topic topic() {
    return topic;
  }

  @Override
  public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
    if (!cured && events.stream().anyMatch(event -> text(event).equals("poison"))) {
      return Mono.error(new IllegalStateException("poison"));
    }
    return unit.session()
        .sql(UPSERT)
        .bind("topic", topic.topicName())
        .bind("ids", UnnestColumns.column(events, UUID.class, InboundEvent::eventId))
        .bind("users", UnnestColumns.column(events, UUID.class, InboundEvent::user))
        .bind("texts", UnnestColumns.column(events, String.class, TallyInbox::text))
        .bind("positions", UnnestColumns.column(events, Long.class, InboundEvent::position))
        .then();
  }

  static String text(InboundEvent event) {
    return new SampleRuntime.TextCodec().fromAvro(event.event());
  }
}
