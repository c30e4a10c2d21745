package florin.providersync.sync.publish;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.providersync.provider.data.InvestmentPage;
import florin.providersync.provider.data.InvestmentTransaction;
import florin.providersync.sync.job.LeasedJob;
import florin.providersync.sync.observation.AccountScoped;
import florin.providersync.sync.read.Product;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The published investment transactions, and the refused ones. */
@Component
class PublishedInvestments {

  private static final String FIND =
      """
      select external_id, account_id, content, likeness, booked_on from work.published_investment
      where user_id = :user and connection_id = :connection
      """;

  private static final PublishedContentWriter CONTENTS =
      new PublishedContentWriter("published_investment");

  private static final String REMOVE =
      """
      delete from work.published_investment
      where user_id = :user and connection_id = :connection and external_id = any(:externalIds::text[])
      """;

  /** Transactions that former logins published of accounts of this one, on the days it covers. */
  private static final String LEFT =
      """
      with past as (
        delete from work.published_investment
        where user_id = :user and connection_id <> :connection and booked_on >= :since
          and account_id = any(:adopted::uuid[])
        returning external_id, account_id)
      select p.external_id, p.account_id from past p
      where not exists (
        select from work.published_investment n
        where n.user_id = :user and n.connection_id = :connection and n.account_id = p.account_id
          and n.external_id = p.external_id)
      """;

  private static final String FORGET_UNFIT =
      """
      delete from work.unfit_entry
      where user_id = :user and connection_id = :connection and product = :product
        and not external_id = any(:externalIds::text[])
      """;

  private static final String PUT_UNFIT =
      """
      insert into work.unfit_entry
          (connection_id, product, external_id, user_id, reason, first_at, last_at)
      select :connection, :product, t.external_id, :user, t.reason, clock_timestamp(), clock_timestamp()
      from unnest(:externalIds::text[], :reasons::text[]) as t (external_id, reason)
      order by t.external_id
      on conflict (connection_id, product, external_id)
      do update set reason = excluded.reason, last_at = excluded.last_at
      """;

  /** A transaction to be published. */
  record PublishableInvestment(
      AccountScoped<InvestmentTransaction> observed, String content, String likeness) {

    PublishedContentWriter.Row row() {
      return new PublishedContentWriter.Row(
          observed.what().externalId(),
          observed.accountId(),
          content,
          likeness,
          observed.what().date());
    }
  }

  /** The transactions as last published. */
  Mono<Map<String, PublishedContentWriter.Row>> find(Session session, LeasedJob leasedJob) {
    return session
        .sql(FIND)
        .bind("user", leasedJob.user())
        .bind("connection", leasedJob.connection())
        .map(
            row ->
                new PublishedContentWriter.Row(
                    Columns.text(row, "external_id"),
                    Columns.uuid(row, "account_id"),
                    Columns.text(row, "content"),
                    Columns.text(row, "likeness"),
                    Columns.date(row, "booked_on")))
        .all()
        .collectMap(PublishedContentWriter.Row::externalId);
  }

  Mono<Void> store(Session session, LeasedJob leasedJob, List<PublishableInvestment> sayings) {
    return CONTENTS.put(
        session, leasedJob, sayings.stream().map(PublishableInvestment::row).toList());
  }

  Mono<Void> remove(Session session, LeasedJob leasedJob, Collection<String> externalIds) {
    return externalIds.isEmpty()
        ? Mono.empty()
        : session
            .sql(REMOVE)
            .bind("user", leasedJob.user())
            .bind("connection", leasedJob.connection())
            .bind("externalIds", externalIds.toArray(String[]::new))
            .then();
  }

  Mono<List<AccountScoped<String>>> onMovedAccounts(
      Session session, LeasedJob leasedJob, Set<UUID> adopted, LocalDate since) {
    return adopted.isEmpty()
        ? Mono.just(List.of())
        : session
            .sql(LEFT)
            .bind("user", leasedJob.user())
            .bind("connection", leasedJob.connection())
            .bind("since", since)
            .bind("adopted", adopted.toArray(UUID[]::new))
            .map(
                row ->
                    new AccountScoped<>(
                        Columns.uuid(row, "account_id"), Columns.text(row, "external_id")))
            .all()
            .collectList();
  }

  /** Stores the entries refused now, and deletes those that are accepted again. */
  Mono<Void> storeRejected(
      Session session, LeasedJob leasedJob, List<InvestmentPage.RejectedTransaction> unfit) {
    String product = Product.INVESTMENT_TRANSACTIONS.wireName();
    Mono<Void> forgotten =
        session
            .sql(FORGET_UNFIT)
            .bind("user", leasedJob.user())
            .bind("connection", leasedJob.connection())
            .bind("product", product)
            .bind(
                "externalIds",
                UnnestColumns.column(
                    unfit, String.class, InvestmentPage.RejectedTransaction::externalId))
            .then();
    return unfit.isEmpty()
        ? forgotten
        : forgotten.then(
            Mono.defer(
                () ->
                    session
                        .sql(PUT_UNFIT)
                        .bind("connection", leasedJob.connection())
                        .bind("user", leasedJob.user())
                        .bind("product", product)
                        .bind(
                            "externalIds",
                            UnnestColumns.column(
                                unfit,
                                String.class,
                                InvestmentPage.RejectedTransaction::externalId))
                        .bind(
                            "reasons",
                            UnnestColumns.column(
                                unfit, String.class, InvestmentPage.RejectedTransaction::reason))
                        .then()));
  }
}
