package florin.accounts.institution;

import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.PendingEvent;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Table {@code institution}; before the accounts, which refer to it. */
@Component
@Order(1)
class InstitutionView implements Projection {

  private static final ViewTable<Row> TABLE =
      ViewTable.<Row>named("institution", "institution_id")
          .uuid("institution_id", r -> r.event().institution())
          .text("provider", r -> r.event().provider())
          .text("external_id", r -> r.event().externalId())
          .text("name", r -> r.event().name())
          .stamped(Row::pending, "at");

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
    return TABLE.insert(session, rows);
  }

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(TABLE);
  }
}
