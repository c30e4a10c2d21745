package florin.accounts.investment.trade;

import florin.events.Money;
import florin.events.Quantity;
import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.Ids;
import florin.journal.stream.PendingEvent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Table {@code investment_transaction}: those that the banks have. */
@Component
@Order(3)
class TradeView implements Projection {

  private static final String UPSERT =
      """
      insert into investment_transaction (transaction_id, user_id, connection_id, external_id,
          account_id, security_id, date, name, quantity, price, amount, fees, currency, type,
          subtype, provider_type, provider_subtype, stream_version, version, at)
      select * from unnest(:ids::uuid[], :users::uuid[], :connections::uuid[],
          :externalIds::text[], :accounts::uuid[], :securities::uuid[], :dates::date[],
          :names::text[], :quantities::numeric[], :prices::numeric[], :amounts::numeric[],
          :fees::numeric[], :currencies::text[], :types::text[], :subtypes::text[],
          :providerTypes::text[], :providerSubtypes::text[], :streamVersions::int[],
          :versions::int[], :ats::timestamptz[])
        as t (transaction_id)
      order by t.transaction_id
      on conflict (transaction_id) do update set
        connection_id = excluded.connection_id, external_id = excluded.external_id,
        account_id = excluded.account_id, security_id = excluded.security_id,
        date = excluded.date, name = excluded.name, quantity = excluded.quantity,
        price = excluded.price, amount = excluded.amount, fees = excluded.fees,
        currency = excluded.currency, type = excluded.type, subtype = excluded.subtype,
        provider_type = excluded.provider_type, provider_subtype = excluded.provider_subtype,
        stream_version = excluded.stream_version, version = excluded.version, at = excluded.at
      where investment_transaction.stream_version < excluded.stream_version
      """;

  private static final String DELETE =
      """
      delete from investment_transaction t
      using unnest(:ids::uuid[], :streamVersions::int[]) as g (transaction_id, stream_version)
      where t.transaction_id = g.transaction_id and t.stream_version < g.stream_version
      """;

  private record Row(UUID id, TradeDetails details, PendingEvent last) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<UUID, PendingEvent> last = new TreeMap<>(Ids.ORDER);
    for (PendingEvent pending : events) {
      if (pending.event() instanceof TradeEvent event) {
        last.put(event.trade(), pending);
      }
    }
    List<Row> rows = new ArrayList<>();
    List<PendingEvent> gone = new ArrayList<>();
    for (PendingEvent pending : last.values()) {
      switch ((TradeEvent) pending.event()) {
        case TradeEvent.Recorded e -> rows.add(new Row(e.trade(), e.details(), pending));
        case TradeEvent.Revised e -> rows.add(new Row(e.trade(), e.details(), pending));
        case TradeEvent.Removed _ -> gone.add(pending);
      }
    }
    return (rows.isEmpty() ? Mono.<Void>empty() : upsert(session, rows))
        .then(gone.isEmpty() ? Mono.empty() : Mono.defer(() -> delete(session, gone)));
  }

  private static Mono<Void> delete(Session session, List<PendingEvent> gone) {
    return session
        .sql(DELETE)
        .bind("ids", UnnestColumns.column(gone, UUID.class, p -> p.stream().id()))
        .bind("streamVersions", UnnestColumns.column(gone, Integer.class, PendingEvent::version))
        .then();
  }

  private static Mono<Void> upsert(Session session, List<Row> rows) {
    return UnnestColumns.stamped(session.sql(UPSERT), rows, Row::last)
        .bind("ids", UnnestColumns.column(rows, UUID.class, Row::id))
        .bind("connections", UnnestColumns.column(rows, UUID.class, r -> r.details().connection()))
        .bind("externalIds", texts(rows, TradeDetails::externalId))
        .bind("accounts", UnnestColumns.column(rows, UUID.class, r -> r.details().account()))
        .bind(
            "securities",
            UnnestColumns.column(rows, UUID.class, r -> r.details().security().orElse(null)))
        .bind("dates", UnnestColumns.column(rows, LocalDate.class, r -> r.details().date()))
        .bind("names", texts(rows, TradeDetails::name))
        .bind("quantities", numbers(rows, d -> d.quantity().scaled()))
        .bind("prices", numbers(rows, d -> d.price().map(Quantity::scaled).orElse(null)))
        .bind("amounts", numbers(rows, d -> d.amount().scaled()))
        .bind("fees", numbers(rows, d -> d.fees().map(Money::scaled).orElse(null)))
        .bind("currencies", texts(rows, d -> d.amount().currency().code()))
        .bind("types", texts(rows, TradeDetails::type))
        .bind("subtypes", texts(rows, d -> d.subtype().orElse(null)))
        .bind("providerTypes", texts(rows, TradeDetails::providerType))
        .bind("providerSubtypes", texts(rows, d -> d.providerSubtype().orElse(null)))
        .then();
  }

  private static String texts(List<Row> rows, Function<TradeDetails, @Nullable String> field) {
    return UnnestColumns.column(rows, String.class, row -> field.apply(row.details()));
  }

  private static String numbers(
      List<Row> rows, Function<TradeDetails, @Nullable BigDecimal> field) {
    return UnnestColumns.column(rows, BigDecimal.class, row -> field.apply(row.details()));
  }
}
