package florin.providersync.sync;

import florin.journal.Columns;
import florin.journal.Session;
import florin.journal.Unnest;
import florin.providersync.provider.InvestmentPage;
import florin.providersync.provider.InvestmentTransaction;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Which investment transactions the facts already say, and which had to be refused. */
@Component
class PublishedInvestments {

  private static final String FIND =
      """
      select external_id, account_id, content, likeness, booked_on from work.published_investment
      where user_id = :user and connection_id = :connection
      """;

  private static final String PUT =
      """
      insert into work.published_investment
          (connection_id, external_id, account_id, user_id, content, likeness, booked_on)
      select :connection, t.external_id, t.account_id, :user, t.content, t.likeness, t.booked_on
      from unnest(:externalIds::text[], :accountIds::uuid[], :contents::text[], :likenesses::text[],
          :dates::date[]) as t (external_id, account_id, content, likeness, booked_on)
      order by t.external_id
      on conflict (connection_id, external_id)
      do update set account_id = excluded.account_id, content = excluded.content,
          likeness = excluded.likeness, booked_on = excluded.booked_on
      """;

  private static final String REMOVE =
      """
      delete from work.published_investment
      where user_id = :user and connection_id = :connection and external_id = any(:externalIds::text[])
      """;

  /**
   * What logins that are over said of accounts that are this one's now, on the days it tells of.
   */
  private static final String LEFT =
      """
      delete from work.published_investment
      where user_id = :user and connection_id <> :connection and booked_on >= :since
        and account_id = any(:adopted::uuid[])
      returning external_id, account_id
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

  /** A transaction as it was last said to be. */
  record Said(
      String externalId, UUID accountId, String content, String likeness, LocalDate bookedOn) {}

  /** A transaction to be said. */
  record Saying(Observed<InvestmentTransaction> observed, String content, String likeness) {}

  Mono<Map<String, Said>> find(Session session, Claim claim) {
    return session
        .sql(FIND)
        .bind("user", claim.user())
        .bind("connection", claim.connection())
        .map(
            row ->
                new Said(
                    Columns.text(row, "external_id"),
                    Columns.uuid(row, "account_id"),
                    Columns.text(row, "content"),
                    Columns.text(row, "likeness"),
                    Columns.date(row, "booked_on")))
        .all()
        .collectMap(Said::externalId);
  }

  Mono<Void> put(Session session, Claim claim, List<Saying> sayings) {
    return sayings.isEmpty()
        ? Mono.empty()
        : session
            .sql(PUT)
            .bind("connection", claim.connection())
            .bind("user", claim.user())
            .bind(
                "externalIds",
                Unnest.column(sayings, String.class, one -> one.observed().what().externalId()))
            .bind(
                "accountIds", Unnest.column(sayings, UUID.class, one -> one.observed().accountId()))
            .bind("contents", Unnest.column(sayings, String.class, Saying::content))
            .bind("likenesses", Unnest.column(sayings, String.class, Saying::likeness))
            .bind(
                "dates",
                Unnest.column(sayings, LocalDate.class, one -> one.observed().what().date()))
            .then();
  }

  Mono<Void> remove(Session session, Claim claim, Collection<String> externalIds) {
    return externalIds.isEmpty()
        ? Mono.empty()
        : session
            .sql(REMOVE)
            .bind("user", claim.user())
            .bind("connection", claim.connection())
            .bind("externalIds", externalIds.toArray(String[]::new))
            .then();
  }

  Mono<List<Observed<String>>> left(
      Session session, Claim claim, Set<UUID> adopted, LocalDate since) {
    return adopted.isEmpty()
        ? Mono.just(List.of())
        : session
            .sql(LEFT)
            .bind("user", claim.user())
            .bind("connection", claim.connection())
            .bind("since", since)
            .bind("adopted", adopted.toArray(UUID[]::new))
            .map(
                row ->
                    new Observed<>(
                        Columns.uuid(row, "account_id"), Columns.text(row, "external_id")))
            .all()
            .collectList();
  }

  /** What is refused now; what is not any more is forgotten. */
  Mono<Void> unfit(Session session, Claim claim, List<InvestmentPage.Unfit> unfit) {
    String product = Product.INVESTMENT_TRANSACTIONS.wireName();
    Mono<Void> forgotten =
        session
            .sql(FORGET_UNFIT)
            .bind("user", claim.user())
            .bind("connection", claim.connection())
            .bind("product", product)
            .bind(
                "externalIds", Unnest.column(unfit, String.class, InvestmentPage.Unfit::externalId))
            .then();
    return unfit.isEmpty()
        ? forgotten
        : forgotten.then(
            Mono.defer(
                () ->
                    session
                        .sql(PUT_UNFIT)
                        .bind("connection", claim.connection())
                        .bind("user", claim.user())
                        .bind("product", product)
                        .bind(
                            "externalIds",
                            Unnest.column(unfit, String.class, InvestmentPage.Unfit::externalId))
                        .bind(
                            "reasons",
                            Unnest.column(unfit, String.class, InvestmentPage.Unfit::reason))
                        .then()));
  }
}
