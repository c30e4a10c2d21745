package florin.accounts.investment.security;

import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.PendingEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Table {@code security}; before the holdings, which refer to it. */
@Component
@Order(2)
class SecurityView implements Projection {

  private static final String UPSERT =
      """
      insert into security (security_id, user_id, provider, external_id, described, name, ticker,
          isin, cusip, type, provider_type, provider_subtype, cash_equivalent, currency, market,
          sector, industry, stream_version, version, at)
      select * from unnest(:ids::uuid[], :users::uuid[], :providers::text[], :externalIds::text[],
          :described::boolean[], :names::text[], :tickers::text[], :isins::text[],
          :cusips::text[], :types::text[], :providerTypes::text[], :providerSubtypes::text[],
          :cashEquivalents::boolean[], :currencies::text[], :markets::text[], :sectors::text[],
          :industries::text[], :streamVersions::int[], :versions::int[], :ats::timestamptz[])
        as s (security_id)
      order by s.security_id
      on conflict (security_id) do update set
        described = excluded.described, name = excluded.name, ticker = excluded.ticker,
        isin = excluded.isin, cusip = excluded.cusip, type = excluded.type,
        provider_type = excluded.provider_type, provider_subtype = excluded.provider_subtype,
        cash_equivalent = excluded.cash_equivalent, currency = excluded.currency,
        market = excluded.market, sector = excluded.sector, industry = excluded.industry,
        stream_version = excluded.stream_version, version = excluded.version, at = excluded.at
      where security.stream_version < excluded.stream_version
      """;

  private record Row(SecurityEvent event, Optional<SecurityDetails> details, PendingEvent last) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<UUID, Row> rows = new TreeMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof SecurityEvent event) {
        rows.put(event.security(), new Row(event, details(event), pending));
      }
    }
    return rows.isEmpty() ? Mono.empty() : upsert(session, List.copyOf(rows.values()));
  }

  private static Optional<SecurityDetails> details(SecurityEvent event) {
    return switch (event) {
      case SecurityEvent.Registered e -> e.details();
      case SecurityEvent.Revised e -> Optional.of(e.details());
    };
  }

  private static Mono<Void> upsert(Session session, List<Row> rows) {
    return UnnestColumns.stamped(session.sql(UPSERT), rows, Row::last)
        .bind("ids", UnnestColumns.column(rows, UUID.class, r -> r.event().security()))
        .bind("providers", UnnestColumns.column(rows, String.class, r -> r.event().provider()))
        .bind("externalIds", UnnestColumns.column(rows, String.class, r -> r.event().externalId()))
        .bind("described", UnnestColumns.column(rows, Boolean.class, r -> r.details().isPresent()))
        .bind("names", texts(rows, SecurityDetails::name))
        .bind("tickers", texts(rows, SecurityDetails::ticker))
        .bind("isins", texts(rows, SecurityDetails::isin))
        .bind("cusips", texts(rows, SecurityDetails::cusip))
        .bind("types", texts(rows, d -> Optional.of(d.type())))
        .bind("providerTypes", texts(rows, SecurityDetails::providerType))
        .bind("providerSubtypes", texts(rows, SecurityDetails::providerSubtype))
        .bind(
            "cashEquivalents",
            UnnestColumns.column(
                rows,
                Boolean.class,
                r -> r.details().map(SecurityDetails::cashEquivalent).orElse(null)))
        .bind("currencies", texts(rows, d -> Optional.of(d.currency().code())))
        .bind("markets", texts(rows, SecurityDetails::market))
        .bind("sectors", texts(rows, SecurityDetails::sector))
        .bind("industries", texts(rows, SecurityDetails::industry))
        .then();
  }

  private static String texts(List<Row> rows, Function<SecurityDetails, Optional<String>> field) {
    return UnnestColumns.column(
        rows, String.class, row -> row.details().flatMap(field).orElse(null));
  }
}
