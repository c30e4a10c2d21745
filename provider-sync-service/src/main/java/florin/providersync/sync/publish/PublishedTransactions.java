package florin.providersync.sync.publish;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.providersync.sync.job.LeasedJob;
import florin.providersync.sync.observation.ObservedTransaction;
import florin.providersync.sync.observation.RemovedTransaction;
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

/** The published content of each transaction. */
@Component
class PublishedTransactions {

  private static final String FIND =
      """
      select external_id, account_id, content from work.published_transaction
      where user_id = :user and connection_id = :connection and external_id = any(:externalIds::text[])
      """;

  private static final PublishedContentWriter CONTENTS =
      new PublishedContentWriter("published_transaction");

  private static final String REMOVE =
      """
      delete from work.published_transaction p
      using unnest(:connections::uuid[], :externalIds::text[]) as t (connection_id, external_id)
      where p.user_id = :user and p.connection_id = t.connection_id and p.external_id = t.external_id
      """;

  /**
   * Possible former ids of an added transaction: removed in the same update, or of a former login.
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

  /** Those of former logins, on days that the present one covers. */
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

  /** A transaction as last published. */
  record PublishedContent(UUID accountId, String content) {}

  /** A transaction to be published. */
  record Publishable(ObservedTransaction observed, String content, String likeness) {

    PublishedContentWriter.Row row() {
      return new PublishedContentWriter.Row(
          observed.transaction().externalId(),
          observed.accountId(),
          content,
          likeness,
          observed.transaction().date());
    }
  }

  /** A transaction of a login that may be another one's now. */
  record FormerTransaction(UUID connection, String externalId, UUID accountId, String likeness) {}

  Mono<Map<String, PublishedContent>> find(
      Session session, LeasedJob leasedJob, Collection<String> externalIds) {
    if (externalIds.isEmpty()) {
      return Mono.just(Map.of());
    }
    return session
        .sql(FIND)
        .bind("user", leasedJob.user())
        .bind("connection", leasedJob.connection())
        .bind("externalIds", externalIds.toArray(String[]::new))
        .map(
            row ->
                Map.entry(
                    Columns.text(row, "external_id"),
                    new PublishedContent(
                        Columns.uuid(row, "account_id"), Columns.text(row, "content"))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new);
  }

  /**
   * Possible former ids of the added transactions of an update; queried only if there can be any.
   */
  Mono<List<FormerTransaction>> formerTransactions(
      Session session,
      LeasedJob leasedJob,
      TransactionChanges transactionChanges,
      List<RemovedTransaction> absent,
      Set<UUID> adopted) {
    List<Publishable> added = transactionChanges.added();
    List<RemovedTransaction> gone = new ArrayList<>(transactionChanges.removed());
    gone.addAll(absent);
    if (added.isEmpty() || (adopted.isEmpty() && gone.isEmpty())) {
      return Mono.just(List.of());
    }
    Set<UUID> accounts = new HashSet<>();
    added.forEach(one -> accounts.add(one.observed().accountId()));
    return session
        .sql(FORMER)
        .bind("user", leasedJob.user())
        .bind("connection", leasedJob.connection())
        .bind("accountIds", accounts.toArray(UUID[]::new))
        .bind("likenesses", UnnestColumns.column(added, String.class, Publishable::likeness))
        .bind("removed", UnnestColumns.column(gone, String.class, RemovedTransaction::externalId))
        .bind("adopted", adopted.toArray(UUID[]::new))
        .map(
            row ->
                new FormerTransaction(
                    Columns.uuid(row, "connection_id"),
                    Columns.text(row, "external_id"),
                    Columns.uuid(row, "account_id"),
                    Columns.text(row, "likeness")))
        .all()
        .collectList();
  }

  Mono<Void> store(Session session, LeasedJob leasedJob, List<Publishable> sayings) {
    return CONTENTS.put(session, leasedJob, sayings.stream().map(Publishable::row).toList());
  }

  /** Deletes published transactions of this connection or of the named other ones. */
  Mono<Void> remove(Session session, LeasedJob leasedJob, List<RemovedTransaction> removed) {
    if (removed.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(REMOVE)
        .bind("user", leasedJob.user())
        .bind(
            "connections",
            UnnestColumns.column(
                removed, UUID.class, one -> one.connection().orElse(leasedJob.connection())))
        .bind(
            "externalIds",
            UnnestColumns.column(removed, String.class, RemovedTransaction::externalId))
        .then();
  }

  /** Published transactions of the days since a date that are not among the present ones. */
  Mono<List<RemovedTransaction>> notPresent(
      Session session, LeasedJob leasedJob, Collection<String> present, LocalDate since) {
    return session
        .sql(ABSENT)
        .bind("user", leasedJob.user())
        .bind("connection", leasedJob.connection())
        .bind("present", present.toArray(String[]::new))
        .bind("since", since)
        .map(row -> removed(row, leasedJob))
        .all()
        .collectList();
  }

  /** Transactions that other logins published of accounts of this one, on days that it covers. */
  Mono<List<RemovedTransaction>> onMovedAccounts(
      Session session, LeasedJob leasedJob, Set<UUID> adopted) {
    if (adopted.isEmpty()) {
      return Mono.just(List.of());
    }
    return session
        .sql(LEFT)
        .bind("user", leasedJob.user())
        .bind("connection", leasedJob.connection())
        .bind("adopted", adopted.toArray(UUID[]::new))
        .map(row -> removed(row, leasedJob))
        .all()
        .collectList();
  }

  private static RemovedTransaction removed(Readable row, LeasedJob leasedJob) {
    return new RemovedTransaction(
        Columns.uuid(row, "account_id"),
        Columns.text(row, "external_id"),
        Optional.of(Columns.uuid(row, "connection_id"))
            .filter(connection -> !connection.equals(leasedJob.connection())));
  }

  /** The number of published transactions of the connection. */
  Mono<Long> count(Session session, LeasedJob leasedJob) {
    return session
        .sql(COUNT)
        .bind("user", leasedJob.user())
        .bind("connection", leasedJob.connection())
        .map(row -> Columns.number(row, "told"))
        .one();
  }
}
