package florin.journal.inbox;

import florin.journal.Columns;
import florin.journal.Session;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Events that could not be applied, and the later ones of the same user, kept in order until
 * someone retries them.
 */
class Parked {

  private static final String USERS =
      "select distinct user_id from journal.parked_event where topic = :topic and user_id ="
          + " any(:users)";

  private static final String ADD =
      """
      insert into journal.parked_event (topic, partition, record_offset, user_id, event_id, type, position, reason,
          key, value, headers, parked_at)
      select :topic, p.partition, p.record_offset, p.user_id, p.event_id, p.type, p.position, p.reason,
          decode(p.key, 'hex'), decode(p.value, 'hex'),
          p.headers::jsonb, clock_timestamp()
      from unnest(:partitions::int[], :offsets::bigint[], :users::uuid[], :eventIds::uuid[], :types::text[],
          :positions::bigint[], :reasons::text[], :keys::text[], :values::text[], :headers::text[])
        as p (partition, record_offset, user_id, event_id, type, position, reason, key, value, headers)
      on conflict do nothing
      """;

  private static final String COUNT =
      "select count(*) as parked from journal.parked_event where topic = :topic";

  /** A record and why it is parked. */
  record Entry(Incoming record, String reason) {}

  /** Which of these users have something parked from the topic. */
  Mono<Set<UUID>> users(Session session, String topic, Collection<UUID> users) {
    return session
        .sql(USERS)
        .bind("topic", topic)
        .bind("users", users.toArray(UUID[]::new))
        .map(row -> Columns.uuid(row, "user_id"))
        .all()
        .collect(Collectors.toSet());
  }

  Mono<Void> add(Session session, String topic, List<Entry> entries) {
    if (entries.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(ADD)
        .bind("topic", topic)
        .bind("partitions", column(entries, e -> e.record().partition(), Integer[]::new))
        .bind("offsets", column(entries, e -> e.record().offset(), Long[]::new))
        .bind("users", column(entries, e -> e.record().user().orElse(null), UUID[]::new))
        .bind(
            "eventIds",
            column(
                entries,
                e -> e.record().event().map(InboundEvent::eventId).orElse(null),
                UUID[]::new))
        .bind("types", column(entries, Parked::type, String[]::new))
        .bind(
            "positions",
            column(
                entries,
                e -> e.record().event().map(InboundEvent::position).orElse(null),
                Long[]::new))
        .bind("reasons", column(entries, Entry::reason, String[]::new))
        .bind("keys", column(entries, e -> hex(e.record().sent().key()), String[]::new))
        .bind("values", column(entries, e -> hex(e.record().sent().value()), String[]::new))
        .bind("headers", column(entries, Parked::headers, String[]::new))
        .then();
  }

  Mono<Long> count(Session session, String topic) {
    return session.sql(COUNT).bind("topic", topic).map(row -> Columns.number(row, "parked")).one();
  }

  @SuppressWarnings("NullAway") // a slot of the array may be null: SQL null
  private static <T> T[] column(
      List<Entry> entries,
      java.util.function.Function<Entry, @Nullable T> value,
      java.util.function.IntFunction<T[]> array) {
    T[] column = array.apply(entries.size());
    for (int i = 0; i < column.length; i++) {
      column[i] = value.apply(entries.get(i));
    }
    return column;
  }

  private static @Nullable String type(Entry entry) {
    return entry.record().event().map(e -> e.event().getSchema().getFullName()).orElse(null);
  }

  private static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : HexFormat.of().formatHex(bytes);
  }

  private static String headers(Entry entry) {
    var mapper = tools.jackson.databind.json.JsonMapper.shared();
    var object = mapper.createObjectNode();
    for (Header header : entry.record().sent().headers()) {
      object.put(
          header.key(),
          header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8));
    }
    return mapper.writeValueAsString(object).replace("\\u0000", ""); // jsonb has no NUL
  }
}
