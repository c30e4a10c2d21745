package florin.accounts.account;

import florin.accounts.account.value.BalanceObservation;
import florin.accounts.account.value.ManualBalances;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.StreamId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * Accounts as tables {@code account} and {@code balance} have them: the same states as their
 * streams fold to, for two queries whatever the length of the streams.
 */
public final class AccountStates {

  private static final String READ =
      """
      select account_id, user_id, institution_id, bank_name, own_name, official_name, mask, type,
          subtype, provider_type, provider_subtype, connection_id, external_id, currency, current,
          available, credit_limit, balance_source, observed_at, hidden, closed_by, closed_at,
          merge_candidates, own_type, own_subtype, dismissed, stream_version, version, at
      from account
      where user_id = any(:users) and account_id = any(:accounts)
      """;

  private static final String ENTERED =
      """
      select account_id, observed_at, source, currency, current, available, credit_limit
      from balance
      where user_id = any(:users) and account_id = any(:accounts) and source <> 'provider'
        and source <> 'holdings'
      """;

  private AccountStates() {}

  /** Those of the streams that exist. */
  public static Mono<Map<UUID, Account>> read(Session session, Collection<StreamId> streams) {
    return rows(session, streams)
        .map(
            rows ->
                rows.values().stream()
                    .collect(Collectors.toMap(AccountRow::account, AccountRow::state)));
  }

  static Mono<Map<UUID, AccountRow>> rows(Session session, Collection<StreamId> streams) {
    UUID[] users = streams.stream().map(StreamId::user).distinct().toArray(UUID[]::new);
    UUID[] accounts = streams.stream().map(StreamId::id).distinct().toArray(UUID[]::new);
    return entered(session, users, accounts)
        .flatMap(
            entered ->
                session
                    .sql(READ)
                    .bind("users", users)
                    .bind("accounts", accounts)
                    .map(
                        row ->
                            AccountRow.of(
                                row,
                                entered.getOrDefault(Columns.uuid(row, "account_id"), List.of())))
                    .all()
                    .collectMap(AccountRow::account));
  }

  private static Mono<Map<UUID, List<BalanceObservation>>> entered(
      Session session, UUID[] users, UUID[] accounts) {
    return session
        .sql(ENTERED)
        .bind("users", users)
        .bind("accounts", accounts)
        .map(row -> Map.entry(Columns.uuid(row, "account_id"), AccountRow.observation(row)))
        .all()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                Collectors.collectingAndThen(
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList()),
                    said -> said.stream().sorted(ManualBalances.ORDER).toList())));
  }
}
