package florin.providersync.sync;

import florin.journal.Columns;
import florin.journal.Ids;
import florin.journal.Session;
import florin.providersync.provider.BankAccount;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the facts already say: account ids we gave, and the content of each transaction. */
@Component
class Published {

  private static final String MINT =
      """
      insert into work.external_account
          (connection_id, external_id, account_id, user_id, persistent_id, name, mask, subtype, first_seen_at)
      select :connection, a.external_id, a.account_id, :user, a.persistent_id, a.name, a.mask, a.subtype,
          clock_timestamp()
      from unnest(:externalIds::text[], :accountIds::uuid[], :persistentIds::text[], :names::text[],
          :masks::text[], :subtypes::text[])
        as a (external_id, account_id, persistent_id, name, mask, subtype)
      on conflict (connection_id, external_id) do nothing
      returning external_id
      """;

  private static final String ACCOUNTS =
      """
      select external_id, account_id from work.external_account
      where user_id = :user and connection_id = :connection
      """;

  private static final String FIND =
      """
      select external_id, account_id, content from work.published_transaction
      where user_id = :user and connection_id = :connection and external_id = any(:externalIds::text[])
      """;

  private static final String PUT =
      """
      insert into work.published_transaction (connection_id, external_id, account_id, user_id, content)
      select :connection, t.external_id, t.account_id, :user, t.content
      from unnest(:externalIds::text[], :accountIds::uuid[], :contents::text[]) as t (external_id, account_id, content)
      order by t.external_id
      on conflict (connection_id, external_id)
      do update set account_id = excluded.account_id, content = excluded.content
      """;

  private static final String REMOVE =
      """
      delete from work.published_transaction
      where user_id = :user and connection_id = :connection and external_id = any(:externalIds::text[])
      """;

  /** A transaction as it was last said to be. */
  record Said(UUID accountId, String content) {}

  /** A transaction to be said. */
  record Saying(ObservedTransaction observed, String content) {}

  /** The ids of a connection's accounts, and which of them are new. */
  record AccountIds(Map<String, UUID> byExternalId, Set<String> minted) {}

  /** Gives an id to every account that has none; the first one lasts. */
  Mono<AccountIds> accountIds(Session session, Claim claim, Collection<BankAccount> accounts) {
    Mono<Set<String>> minted =
        session
            .sql(MINT)
            .bind("connection", claim.connection())
            .bind("user", claim.user())
            .bind("externalIds", texts(accounts, BankAccount::externalId))
            .bind("accountIds", accounts.stream().map(_ -> Ids.next()).toArray(UUID[]::new))
            .bind("persistentIds", texts(accounts, one -> one.persistentId().orElse(null)))
            .bind("names", texts(accounts, BankAccount::name))
            .bind("masks", texts(accounts, one -> one.mask().orElse(null)))
            .bind("subtypes", texts(accounts, one -> one.providerSubtype().orElse(null)))
            .map(row -> Columns.text(row, "external_id"))
            .all()
            .collectList()
            .map(HashSet::new);
    return minted.flatMap(fresh -> known(session, claim, fresh));
  }

  private static Mono<AccountIds> known(Session session, Claim claim, Set<String> minted) {
    return session
        .sql(ACCOUNTS)
        .bind("user", claim.user())
        .bind("connection", claim.connection())
        .map(row -> Map.entry(Columns.text(row, "external_id"), Columns.uuid(row, "account_id")))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .map(ids -> new AccountIds(ids, minted));
  }

  Mono<Map<String, Said>> find(Session session, Claim claim, Collection<String> externalIds) {
    if (externalIds.isEmpty()) {
      return Mono.just(Map.of());
    }
    return session
        .sql(FIND)
        .bind("user", claim.user())
        .bind("connection", claim.connection())
        .bind("externalIds", externalIds.toArray(String[]::new))
        .map(
            row ->
                Map.entry(
                    Columns.text(row, "external_id"),
                    new Said(Columns.uuid(row, "account_id"), Columns.text(row, "content"))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new);
  }

  Mono<Void> put(Session session, Claim claim, List<Saying> sayings) {
    if (sayings.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(PUT)
        .bind("connection", claim.connection())
        .bind("user", claim.user())
        .bind("externalIds", texts(sayings, one -> one.observed().transaction().externalId()))
        .bind(
            "accountIds",
            sayings.stream().map(one -> one.observed().accountId()).toArray(UUID[]::new))
        .bind("contents", texts(sayings, Saying::content))
        .then();
  }

  Mono<Void> remove(Session session, Claim claim, List<RemovedTransaction> removed) {
    if (removed.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(REMOVE)
        .bind("user", claim.user())
        .bind("connection", claim.connection())
        .bind("externalIds", texts(removed, RemovedTransaction::externalId))
        .then();
  }

  private static <T> String[] texts(
      Collection<T> rows,
      java.util.function.Function<T, @org.jspecify.annotations.Nullable String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }
}
