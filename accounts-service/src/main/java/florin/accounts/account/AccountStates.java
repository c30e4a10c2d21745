package florin.accounts.account;

import florin.journal.Session;
import florin.journal.StreamId;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * Accounts as table {@code account} has them: the same states as their streams fold to, for one
 * query whatever the length of the streams.
 */
public final class AccountStates {

  private static final String READ =
      """
      select account_id, user_id, institution_id, bank_name, own_name, official_name, mask, type,
          subtype, provider_type, provider_subtype, connection_id, external_id, currency, current,
          available, credit_limit, balance_source, observed_at, hidden, closed_by,
          merge_candidates, stream_version, version, at
      from account
      where user_id = any(:users) and account_id = any(:accounts)
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
    return session
        .sql(READ)
        .bind("users", streams.stream().map(StreamId::user).distinct().toArray(UUID[]::new))
        .bind("accounts", streams.stream().map(StreamId::id).distinct().toArray(UUID[]::new))
        .map(AccountRow::of)
        .all()
        .collectMap(AccountRow::account);
  }
}
