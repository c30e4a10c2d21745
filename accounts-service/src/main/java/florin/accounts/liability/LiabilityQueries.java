package florin.accounts.liability;

import florin.journal.database.Session;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads tables {@code liability} and {@code liability_apr} beside the accounts. */
@Component
class LiabilityQueries {

  private static final String LIST =
      """
      with chosen as (
        select * from liability l
        where l.user_id = :user
          and (:kind::text is null or l.kind = :kind)
          and (:after::uuid is null or l.account_id > :after::uuid)
        order by l.account_id
        limit :limit)
      select c.*, coalesce(a.own_name, a.bank_name) as account_name, a.current as balance,
          a.currency as balance_currency, r.type as apr_type, r.percentage, r.balance_subject_to,
          r.interest_charge
      from chosen c
      left join account a on a.user_id = :user and a.account_id = c.account_id
      left join liability_apr r on r.user_id = :user and r.account_id = c.account_id
      order by c.account_id, r.position
      """;

  /**
   * @param after the account of the last one of the page before, if there is one
   */
  Mono<List<LiabilityResponse>> list(
      Session session, UUID user, @Nullable String kind, List<String> after, int limit) {
    return session
        .sql(LIST)
        .bind("user", user)
        .bind("kind", Parameters.in(R2dbcType.VARCHAR, kind))
        .bind("after", Parameters.in(R2dbcType.VARCHAR, after.isEmpty() ? null : after.getFirst()))
        .bind("limit", limit)
        .map(LiabilityResponse::of)
        .all()
        .collectList()
        .map(LiabilityQueries::grouped);
  }

  private static List<LiabilityResponse> grouped(List<LiabilityResponse> rows) {
    Map<UUID, LiabilityResponse> debts = new LinkedHashMap<>();
    rows.forEach(row -> debts.merge(row.accountId(), row, LiabilityResponse::and));
    return List.copyOf(debts.values());
  }
}
