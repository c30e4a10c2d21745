package florin.accounts.account;

import florin.accounts.account.value.AccountType;
import florin.accounts.dayend.CurrentBalances;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Reads accounts with the names of their institutions and the states of their connections. A merged
 * account is open as long as the account that it is merged into: the two are one.
 */
@Component
public class AccountQueries {

  private static final String SELECT =
      """
      select a.account_id, coalesce(a.own_name, a.bank_name) as name, a.official_name, a.mask,
          coalesce(a.own_type, a.type) as type,
          case when a.own_type is null then a.subtype else a.own_subtype end as subtype,
          a.own_type is not null as classified, a.provider_type, a.provider_subtype, a.currency,
          a.current, a.available, a.credit_limit, a.balance_source, a.observed_at,
          a.institution_id, i.name as institution_name, a.connection_id,
          c.state as connection_state, a.external_id, a.hidden,
          coalesce(v.status, a.status) as status, a.closed_by,
          array(
            select p.id from unnest(a.merge_candidates) with ordinality as p (id, place)
            where p.id <> all(a.dismissed) and not exists (
              select from account_merge d
              where d.user_id = a.user_id and d.account_id = p.id and d.survivor_id = a.account_id)
            order by p.place) as merge_candidates,
          s.survivor_id,
          array(
            select d.account_id from account_merge d
            where d.user_id = a.user_id and d.survivor_id = a.account_id
            order by d.account_id) as merged,
          a.version
      from account a
      left join account_merge s on s.user_id = a.user_id and s.account_id = a.account_id
      left join account v on v.user_id = s.user_id and v.account_id = s.survivor_id
      left join institution i on i.user_id = a.user_id and i.institution_id = a.institution_id
      left join mirror.connection c
        on c.user_id = a.user_id and c.connection_id = a.connection_id
      where a.user_id = :user
      """;

  static final String FIND = SELECT + "  and a.account_id = :account";

  static final String LIST =
      SELECT
          + """
            and s.survivor_id is null
            and (:includeHidden or not a.hidden)
            and (:type::text is null or coalesce(a.own_type, a.type) = :type)
            and (:status::text is null or a.status = :status)
            and (:after::uuid is null or a.account_id > :after::uuid)
          order by a.account_id
          limit :limit
          """;

  private static final String EXISTS =
      "select 1 from account where user_id = :user and account_id = :account";

  private static final String SURVIVOR =
      "select survivor_id from account_merge where user_id = :user and account_id = :account";

  private static final String SIDES =
      """
      select account_id, currency, coalesce(own_type, type) as type
      from account where user_id = :user and account_id = any(:accounts)
      """;

  private final Cursors cursors;
  private final CurrentBalances balances;

  AccountQueries(Cursors cursors, CurrentBalances balances) {
    this.cursors = cursors;
    this.balances = balances;
  }

  /** The filter of a list of accounts. */
  record Filter(boolean includeHidden, @Nullable String type, @Nullable String status) {}

  Mono<AccountResponse> find(Session session, UUID user, UUID account, Instant now) {
    return session
        .sql(FIND)
        .bind("user", user)
        .bind("account", account)
        .map(AccountResponse::of)
        .one()
        .flatMap(
            item ->
                balances
                    .of(session, user, account, now)
                    .map(current -> item.with(current.get(account))));
  }

  /** Whether the user has such an account. */
  public Mono<Boolean> exists(Session session, UUID user, UUID account) {
    return session
        .sql(EXISTS)
        .bind("user", user)
        .bind("account", account)
        .map(_ -> true)
        .one()
        .defaultIfEmpty(false);
  }

  /** The account that this one is merged into, or itself. */
  public Mono<UUID> survivor(Session session, UUID user, UUID account) {
    return session
        .sql(SURVIVOR)
        .bind("user", user)
        .bind("account", account)
        .map(row -> Columns.uuid(row, "survivor_id"))
        .one()
        .defaultIfEmpty(account);
  }

  /**
   * The values in which two accounts must agree to be merged.
   *
   * @param debt whether it is on the side of debts of the balance sheet
   */
  public record Side(UUID account, String currency, boolean debt) {}

  /** The sides of accounts of the user, by account. */
  public Mono<Map<UUID, Side>> sides(Session session, UUID user, UUID... accounts) {
    return session
        .sql(SIDES)
        .bind("user", user)
        .bind("accounts", accounts)
        .map(
            row ->
                new Side(
                    Columns.uuid(row, "account_id"),
                    Columns.text(row, "currency"),
                    AccountType.of(Columns.text(row, "type"))
                        .filter(AccountType::debt)
                        .isPresent()))
        .all()
        .collectMap(Side::account);
  }

  /** In the order in which they were first seen. */
  Mono<Page<AccountResponse>> page(
      Session session, UUID user, Filter filter, int limit, @Nullable String cursor, Instant now) {
    String query = "accounts " + user + " " + filter;
    @Nullable String after = cursor == null ? null : cursors.values(query, cursor).getFirst();
    return session
        .sql(LIST)
        .bind("user", user)
        .bind("includeHidden", filter.includeHidden())
        .bind("type", Parameters.in(R2dbcType.VARCHAR, filter.type()))
        .bind("status", Parameters.in(R2dbcType.VARCHAR, filter.status()))
        .bind("after", Parameters.in(R2dbcType.VARCHAR, after))
        .bind("limit", limit + 1)
        .map(AccountResponse::of)
        .all()
        .collectList()
        .flatMap(rows -> balanced(session, user, rows, now))
        .map(rows -> cursors.page(query, rows, limit, last -> List.of(last.id().toString())));
  }

  private Mono<List<AccountResponse>> balanced(
      Session session, UUID user, List<AccountResponse> items, Instant now) {
    return items.isEmpty()
        ? Mono.just(items)
        : balances
            .all(session, user, now)
            .map(current -> items.stream().map(item -> item.with(current.get(item.id()))).toList());
  }
}
