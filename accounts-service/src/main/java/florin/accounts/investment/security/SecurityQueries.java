package florin.accounts.investment.security;

import florin.journal.database.Session;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads table {@code security}. */
@Component
class SecurityQueries {

  private static final String LIST =
      """
      select s.security_id, s.described, s.name as security_name, s.ticker, s.isin, s.cusip,
          s.type as security_type, s.provider_type as security_provider_type,
          s.provider_subtype as security_provider_subtype, s.cash_equivalent,
          s.currency as security_currency, s.market, s.sector, s.industry, s.provider,
          s.external_id as security_external_id
      from security s
      where s.user_id = :user
        and (:q::text is null or s.name ilike :q or s.ticker ilike :q)
        and (:type::text is null or s.type = :type)
        and (:after::uuid is null or s.security_id > :after::uuid)
      order by s.security_id
      limit :limit
      """;

  private final Cursors cursors;

  SecurityQueries(Cursors cursors) {
    this.cursors = cursors;
  }

  /**
   * @param q what name or ticker contain
   */
  record Filter(@Nullable String q, @Nullable String type) {}

  Mono<Page<SecurityResponse>> page(
      Session session, UUID user, Filter filter, int limit, @Nullable String cursor) {
    String query = "securities " + user + " " + filter;
    @Nullable String after = cursor == null ? null : cursors.values(query, cursor).getFirst();
    return session
        .sql(LIST)
        .bind("user", user)
        .bind("q", Parameters.in(R2dbcType.VARCHAR, pattern(filter.q())))
        .bind("type", Parameters.in(R2dbcType.VARCHAR, filter.type()))
        .bind("after", Parameters.in(R2dbcType.VARCHAR, after))
        .bind("limit", limit + 1)
        .map(SecurityResponse::of)
        .all()
        .collectList()
        .map(rows -> cursors.page(query, rows, limit, last -> List.of(last.id().toString())));
  }

  private static @Nullable String pattern(@Nullable String q) {
    return q == null
        ? null
        : "%" + q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
