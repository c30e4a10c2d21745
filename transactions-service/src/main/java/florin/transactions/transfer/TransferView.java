package florin.transactions.transfer;

import static florin.transactions.transfer.TransferCodec.TRANSFERS;

import florin.journal.Projection;
import florin.journal.database.Columns;
import florin.journal.database.FoldedTable;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.database.ViewTable;
import florin.journal.stream.FoldedState;
import florin.journal.stream.PendingEvent;
import florin.transactions.transfer.Transfer.Pair;
import florin.transactions.transfer.Transfer.Status;
import florin.transactions.transfer.TransferEvent.UnmatchReason;
import florin.transactions.transfer.matching.TransferMatch;
import florin.transactions.transfer.matching.TransferReason;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Pairs as they stand; the transactions of a matched pair carry its id. */
@Component
@Order(2)
class TransferView implements Projection {

  private static final FoldedTable<TransferEvent, Transfer, Pair> TABLE =
      new FoldedTable<>(
          TRANSFERS,
          ViewTable.<FoldedState<Pair>>named("transfer", "user_id", "id")
              .uuid("id", row -> row.state().id())
              .uuid("outgoing_id", row -> row.state().outgoing())
              .uuid("incoming_id", row -> row.state().incoming())
              .text("state", row -> row.state().status().code())
              .text("source", row -> match(row).map(m -> m.source().code()).orElse(null))
              .integer("score", row -> match(row).map(TransferMatch::score).orElse(null))
              .text("reasons", row -> match(row).map(m -> reasons(m.reasons())).orElse(null))
              .integer("days_apart", row -> match(row).map(TransferMatch::daysApart).orElse(null))
              .text("ended", row -> row.state().ended().map(UnmatchReason::code).orElse(null))
              .stamped(FoldedState::last, "at"),
          Pair.class,
          "id",
          TransferView::read);

  private static final String MARK =
      """
      update transaction as t
      set transfer_id = k.transfer_id
      from unnest(:users::uuid[], :ids::uuid[], :transfers::uuid[]) as k (user_id, id, transfer_id)
      where t.user_id = k.user_id and t.id = k.id and t.transfer_id is distinct from k.transfer_id
      """;

  private static final String CLEAR =
      """
      update transaction as t
      set transfer_id = null
      from unnest(:users::uuid[], :ids::uuid[], :transfers::uuid[]) as k (user_id, id, transfer_id)
      where t.user_id = k.user_id and t.id = k.id and t.transfer_id = k.transfer_id
      """;

  /** One transaction of a pair. */
  private record Leg(UUID user, UUID transaction, UUID transfer) {}

  private static Optional<TransferMatch> match(FoldedState<Pair> row) {
    return row.state().match();
  }

  static String reasons(List<TransferReason> reasons) {
    return reasons.stream().map(TransferReason::code).collect(Collectors.joining(","));
  }

  static List<TransferReason> reasons(String codes) {
    return codes.isEmpty()
        ? List.of()
        : Arrays.stream(codes.split(",", -1)).map(TransferReason::of).toList();
  }

  static Pair read(Readable row) {
    UUID outgoing = Columns.uuid(row, "outgoing_id");
    UUID incoming = Columns.uuid(row, "incoming_id");
    return new Pair(
        Columns.uuid(row, "id"),
        outgoing,
        incoming,
        Status.valueOf(Columns.text(row, "state").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.get("source", String.class))
            .map(
                source ->
                    new TransferMatch(
                        outgoing,
                        incoming,
                        TransferMatch.Source.of(source),
                        Columns.integer(row, "score"),
                        reasons(Columns.text(row, "reasons")),
                        Columns.integer(row, "days_apart"))),
        Optional.ofNullable(row.get("ended", String.class)).map(UnmatchReason::of));
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    return TABLE
        .project(session, events)
        .flatMap(
            rows ->
                write(session, CLEAR, legs(rows, false))
                    .then(Mono.defer(() -> write(session, MARK, legs(rows, true)))));
  }

  private static List<Leg> legs(List<FoldedState<Pair>> rows, boolean matched) {
    List<Leg> legs = new ArrayList<>();
    for (FoldedState<Pair> row : rows) {
      Pair pair = row.state();
      if ((pair.status() == Status.MATCHED) == matched) {
        UUID user = row.last().stream().user();
        legs.add(new Leg(user, pair.outgoing(), pair.id()));
        legs.add(new Leg(user, pair.incoming(), pair.id()));
      }
    }
    legs.sort(Comparator.comparing(Leg::transaction, florin.journal.stream.Ids.ORDER));
    return legs;
  }

  private static Mono<Void> write(Session session, String statement, List<Leg> legs) {
    return legs.isEmpty()
        ? Mono.empty()
        : session
            .sql(statement)
            .bind("users", column(legs, Leg::user))
            .bind("ids", column(legs, Leg::transaction))
            .bind("transfers", column(legs, Leg::transfer))
            .then();
  }

  private static String column(
      List<Leg> legs, java.util.function.Function<Leg, @Nullable UUID> value) {
    return UnnestColumns.column(legs, UUID.class, value);
  }

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(TABLE.table());
  }
}
