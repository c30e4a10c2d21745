package florin.accounts.institution;

import florin.journal.PendingEvent;
import florin.journal.Projection;
import florin.journal.Session;
import florin.journal.Unnest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Table {@code institution}; before the accounts, which refer to it. */
@Component
@Order(1)
class InstitutionView implements Projection {

  private static final String UPSERT =
      """
      insert into institution (institution_id, user_id, provider, external_id, name,
          stream_version, version, at)
      select * from unnest(:ids::uuid[], :users::uuid[], :providers::text[], :externalIds::text[],
          :names::text[], :streamVersions::int[], :versions::int[], :ats::timestamptz[])
        as i (institution_id)
      order by i.institution_id
      on conflict (institution_id) do nothing
      """;

  private record Row(InstitutionEvent.Registered event, PendingEvent pending) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    List<Row> rows = new ArrayList<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof InstitutionEvent event) {
        switch (event) {
          case InstitutionEvent.Registered registered -> rows.add(new Row(registered, pending));
        }
      }
    }
    return rows.isEmpty() ? Mono.empty() : upsert(session, rows);
  }

  private static Mono<Void> upsert(Session session, List<Row> rows) {
    return Unnest.stamped(session.sql(UPSERT), rows, Row::pending)
        .bind("ids", Unnest.column(rows, UUID.class, r -> r.event().institution()))
        .bind("providers", Unnest.column(rows, String.class, r -> r.event().provider()))
        .bind("externalIds", Unnest.column(rows, String.class, r -> r.event().externalId()))
        .bind("names", Unnest.column(rows, String.class, r -> r.event().name()))
        .then();
  }
}
