package florin.transactions.projection;

import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.Ids;
import florin.journal.stream.PendingEvent;
import florin.journal.stream.StreamId;
import florin.transactions.merchant.EntryMerchant;
import florin.transactions.merchant.MerchantUsage;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transaction.value.TextField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Every transaction as it stands. A batch is folded in memory; rows that did not change are not
 * rewritten.
 */
@Component
@Order(1)
public class TransactionView implements Projection {

  private static final String LOAD =
      "select * from transaction where user_id = any(:users) and id = any(:ids)";

  /** With arrays PostgreSQL would plan the statement anew for every execution. */
  private static final String LOAD_ONE =
      "select * from transaction where user_id = :user and id = :id";

  public static final ViewTable<TransactionRow> TABLE =
      withTexts(
              ViewTable.<TransactionRow>named("transaction", "id")
                  .uuid("id", TransactionRow::id)
                  .uuid("user_id", TransactionRow::user)
                  .uuid("account_id", TransactionRow::account)
                  .uuid("connection_id", row -> row.said().connection())
                  .text("external_id", row -> row.said().externalId())
                  .text("source", TransactionRow::source)
                  .date("date", row -> row.said().date())
                  .date("authorized_date", row -> row.said().authorizedDate())
                  .numeric("amount", row -> row.said().amount().amount())
                  .text("currency", row -> row.said().amount().currency().code())
                  .text("description", row -> row.said().description())
                  .text("original_description", row -> row.said().originalDescription())
                  .uuid("provider_merchant_id", row -> row.said().merchant())
                  .bool("pending", row -> row.said().pending())
                  .text("provider_category_label", row -> row.said().label())
                  .uuid("provider_category_id", row -> row.said().category())
                  .text("counterparty", row -> row.said().counterparty().name())
                  .text("payment_channel", row -> row.said().counterparty().channel())
                  .text("website", row -> row.said().counterparty().website())
                  .text("logo_url", row -> row.said().counterparty().logoUrl()))
          .uuid("category_id", TransactionRow::category)
          .text("category_source", TransactionRow::categorySource)
          .uuid("merchant_id", TransactionRow::merchant)
          .text("merchant_source", TransactionRow::merchantSource)
          .texts("tags", row -> row.overlay().tags())
          .bool("excluded", row -> row.overlay().excluded())
          .bool("marked_transfer", row -> row.overlay().transfer())
          .json("overlay", OverlayColumn::write)
          .numeric("split_total", TransactionRow::splitTotal)
          .text("removed_by", TransactionRow::removedBy)
          .integer("stream_version", TransactionRow::streamVersion)
          .integer("version", TransactionRow::version)
          .instant("at", TransactionRow::at);

  private static ViewTable<TransactionRow> withTexts(ViewTable<TransactionRow> table) {
    ViewTable<TransactionRow> more = table;
    for (TextField field : TextField.values()) {
      more = more.text(field.column(), row -> row.overlay().text(field).orElse(null));
    }
    return more;
  }

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(TABLE);
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    List<PendingEvent> ours =
        events.stream().filter(e -> e.event() instanceof TransactionEvent).toList();
    return ours.isEmpty()
        ? Mono.empty()
        : knownRows(session, ours).flatMap(rows -> write(session, steps(rows, ours)));
  }

  private static Mono<Void> write(Session session, List<RowChange> steps) {
    return TABLE
        .upsert(session, lastRowOfEach(steps))
        .then(Mono.defer(() -> SplitParts.apply(session, steps)))
        .then(Mono.defer(() -> TagUsage.apply(session, steps)))
        .then(Mono.defer(() -> DayTotals.add(session, steps)))
        .then(Mono.defer(() -> CategoryMonths.add(session, steps)))
        .then(Mono.defer(() -> merchants(steps).write(session)));
  }

  private static MerchantUsage merchants(List<RowChange> steps) {
    MerchantUsage use = new MerchantUsage();
    for (RowChange rowChange : steps) {
      UUID user = rowChange.after().user();
      EntryMerchant seen = rowChange.after().said().seen();
      if (seen != null) {
        use.recordMerchant(user, seen, rowChange.after().categoryOf());
      }
      if (rowChange.before() != null && rowChange.before().counts()) {
        use.addToCount(user, rowChange.before().merchant(), -1);
      }
      if (rowChange.after().counts()) {
        use.addToCount(user, rowChange.after().merchant(), 1);
      }
    }
    return use;
  }

  /** The rows of streams that the batch goes on with; none for a first import. */
  private static Mono<Map<UUID, TransactionRow>> knownRows(
      Session session, List<PendingEvent> events) {
    Map<UUID, Integer> first =
        events.stream()
            .collect(Collectors.toMap(e -> e.stream().id(), PendingEvent::version, Math::min));
    List<StreamId> older =
        events.stream()
            .map(PendingEvent::stream)
            .filter(s -> first.getOrDefault(s.id(), 1) > 1)
            .distinct()
            .toList();
    if (older.isEmpty()) {
      return Mono.just(Map.of());
    }
    return rowsOf(session, older).map(TransactionRow::read).all().collectMap(TransactionRow::id);
  }

  private static GenericExecuteSpec rowsOf(Session session, List<StreamId> streams) {
    if (streams.size() == 1) {
      StreamId stream = streams.getFirst();
      return session.sql(LOAD_ONE).bind("user", stream.user()).bind("id", stream.id());
    }
    return session
        .sql(LOAD)
        .bind("users", streams.stream().map(StreamId::user).distinct().toArray(UUID[]::new))
        .bind("ids", streams.stream().map(StreamId::id).toArray(UUID[]::new));
  }

  private static List<RowChange> steps(Map<UUID, TransactionRow> known, List<PendingEvent> events) {
    Map<UUID, TransactionRow> rows = new HashMap<>(known);
    List<RowChange> steps = new ArrayList<>(events.size());
    for (PendingEvent pending : events) {
      UUID id = pending.stream().id();
      TransactionEvent event = (TransactionEvent) pending.event();
      TransactionRow before = rows.get(id);
      TransactionRow after = TransactionRow.after(before, pending, event);
      rows.put(id, after);
      steps.add(new RowChange(before, after, event));
    }
    return steps;
  }

  private static List<TransactionRow> lastRowOfEach(List<RowChange> steps) {
    Map<UUID, TransactionRow> rows = new HashMap<>();
    steps.forEach(rowChange -> rows.put(rowChange.after().id(), rowChange.after()));
    return rows.values().stream()
        .sorted(Comparator.comparing(TransactionRow::id, Ids.ORDER))
        .toList();
  }
}
