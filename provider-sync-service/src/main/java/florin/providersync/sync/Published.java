package florin.providersync.sync;

import florin.journal.Columns;
import florin.journal.Session;
import florin.journal.Unnest;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the facts already say: the content of each transaction. */
@Component
class Published {

  private static final String FIND =
      """
      select external_id, account_id, content from work.published_transaction
      where user_id = :user and connection_id = :connection and external_id = any(:externalIds::text[])
      """;

  private static final Contents CONTENTS = new Contents("published_transaction");

  private static final String REMOVE =
      """
      delete from work.published_transaction p
      using unnest(:connections::uuid[], :externalIds::text[]) as t (connection_id, external_id)
      where p.user_id = :user and p.connection_id = t.connection_id and p.external_id = t.external_id
      """;

  /**
   * What an added one may have been called: one that goes with it, or one of a login that is over.
   */
  private static final String FORMER =
      """
      select connection_id, external_id, account_id, likeness from work.published_transaction
      where user_id = :user and account_id = any(:accountIds::uuid[]) and likeness = any(:likenesses::text[])
        and (connection_id = :connection and external_id = any(:removed::text[])
             or connection_id <> :connection and account_id = any(:adopted::uuid[]))
      order by account_id, likeness, connection_id, external_id
      """;

  /** The whole history was read, and these are not in it although their days are. */
  private static final String ABSENT =
      """
      select connection_id, external_id, account_id from work.published_transaction
      where user_id = :user and connection_id = :connection and booked_on >= :since
        and not external_id = any(:present::text[])
      """;

  /** Those of logins that are over, on days that the present one has told of the account. */
  private static final String LEFT =
      """
      with told as (
        select account_id, min(booked_on) as since from work.published_transaction
        where user_id = :user and connection_id = :connection and account_id = any(:adopted::uuid[])
        group by account_id)
      select p.connection_id, p.external_id, p.account_id
      from told join work.published_transaction p using (account_id)
      where p.user_id = :user and p.connection_id <> :connection and p.booked_on >= told.since
      """;

  private static final String COUNT =
      """
      select count(*) as told from work.published_transaction
      where user_id = :user and connection_id = :connection
      """;

  /** A transaction as it was last said to be. */
  record Said(UUID accountId, String content) {}

  /** A transaction to be said. */
  record Saying(ObservedTransaction observed, String content, String likeness) {

    Contents.Row row() {
      return new Contents.Row(
          observed.transaction().externalId(),
          observed.accountId(),
          content,
          likeness,
          observed.transaction().date());
    }
  }

  /** A transaction of a login that may be another one's now. */
  record Former(UUID connection, String externalId, UUID accountId, String likeness) {}

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

  /** What the new ones of an update may have been called before; asked only if there can be any. */
  Mono<List<Former>> formers(
      Session session, Claim claim, News news, List<RemovedTransaction> absent, Set<UUID> adopted) {
    List<Saying> added = news.added();
    List<RemovedTransaction> gone = new ArrayList<>(news.removed());
    gone.addAll(absent);
    if (added.isEmpty() || (adopted.isEmpty() && gone.isEmpty())) {
      return Mono.just(List.of());
    }
    Set<UUID> accounts = new HashSet<>();
    added.forEach(one -> accounts.add(one.observed().accountId()));
    return session
        .sql(FORMER)
        .bind("user", claim.user())
        .bind("connection", claim.connection())
        .bind("accountIds", accounts.toArray(UUID[]::new))
        .bind("likenesses", Unnest.column(added, String.class, Saying::likeness))
        .bind("removed", Unnest.column(gone, String.class, RemovedTransaction::externalId))
        .bind("adopted", adopted.toArray(UUID[]::new))
        .map(
            row ->
                new Former(
                    Columns.uuid(row, "connection_id"),
                    Columns.text(row, "external_id"),
                    Columns.uuid(row, "account_id"),
                    Columns.text(row, "likeness")))
        .all()
        .collectList();
  }

  Mono<Void> put(Session session, Claim claim, List<Saying> sayings) {
    return CONTENTS.put(session, claim, sayings.stream().map(Saying::row).toList());
  }

  /** What is not said any more, of this connection or, as they say, of another. */
  Mono<Void> remove(Session session, Claim claim, List<RemovedTransaction> removed) {
    if (removed.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(REMOVE)
        .bind("user", claim.user())
        .bind(
            "connections",
            Unnest.column(removed, UUID.class, one -> one.connection().orElse(claim.connection())))
        .bind("externalIds", Unnest.column(removed, String.class, RemovedTransaction::externalId))
        .then();
  }

  /** What was said of the days since and is not among the present ones. */
  Mono<List<RemovedTransaction>> absent(
      Session session, Claim claim, Collection<String> present, LocalDate since) {
    return session
        .sql(ABSENT)
        .bind("user", claim.user())
        .bind("connection", claim.connection())
        .bind("present", present.toArray(String[]::new))
        .bind("since", since)
        .map(row -> removed(row, claim))
        .all()
        .collectList();
  }

  /** What other logins said of the accounts that are this one's now, on days that it told of. */
  Mono<List<RemovedTransaction>> left(Session session, Claim claim, Set<UUID> adopted) {
    if (adopted.isEmpty()) {
      return Mono.just(List.of());
    }
    return session
        .sql(LEFT)
        .bind("user", claim.user())
        .bind("connection", claim.connection())
        .bind("adopted", adopted.toArray(UUID[]::new))
        .map(row -> removed(row, claim))
        .all()
        .collectList();
  }

  private static RemovedTransaction removed(Readable row, Claim claim) {
    return new RemovedTransaction(
        Columns.uuid(row, "account_id"),
        Columns.text(row, "external_id"),
        Optional.of(Columns.uuid(row, "connection_id"))
            .filter(connection -> !connection.equals(claim.connection())));
  }

  /** How many transactions of the connection are said. */
  Mono<Long> count(Session session, Claim claim) {
    return session
        .sql(COUNT)
        .bind("user", claim.user())
        .bind("connection", claim.connection())
        .map(row -> Columns.number(row, "told"))
        .one();
  }
}
