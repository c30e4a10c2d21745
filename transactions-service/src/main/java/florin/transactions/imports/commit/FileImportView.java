package florin.transactions.imports.commit;

import static florin.transactions.imports.commit.FileImportCodec.FILE_IMPORTS;

import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.PendingEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Table {@code imported_file}: the imports that were committed, and those of them that were undone.
 */
@Component
@Order(0)
class FileImportView implements Projection {

  private record Row(UUID id, boolean reverted, PendingEvent last) {}

  private static final ViewTable<Row> TABLE =
      ViewTable.<Row>named("imported_file", "user_id", "id")
          .uuid("id", Row::id)
          .bool("reverted", Row::reverted)
          .stamped(Row::last, "at");

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<UUID, Row> rows = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (FILE_IMPORTS.has(pending)) {
        UUID id = pending.stream().id();
        rows.put(id, new Row(id, pending.event() instanceof FileImportEvent.Reverted, pending));
      }
    }
    return rows.isEmpty() ? Mono.empty() : TABLE.upsert(session, List.copyOf(rows.values()));
  }

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(TABLE);
  }
}
