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

  private static final Contents CONTENTS = new Contents("published_investment");

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

  /** A transaction to be said. */
  record Saying(Observed<InvestmentTransaction> observed, String content, String likeness) {

    Contents.Row row() {
      return new Contents.Row(
          observed.what().externalId(),
          observed.accountId(),
          content,
          likeness,
          observed.what().date());
    }
  }

  /** As they were last said to be. */
  Mono<Map<String, Contents.Row>> find(Session session, Claim claim) {
    return session
        .sql(FIND)
        .bind("user", claim.user())
        .bind("connection", claim.connection())
        .map(
            row ->
                new Contents.Row(
                    Columns.text(row, "external_id"),
                    Columns.uuid(row, "account_id"),
                    Columns.text(row, "content"),
                    Columns.text(row, "likeness"),
                    Columns.date(row, "booked_on")))
        .all()
        .collectMap(Contents.Row::externalId);
  }

  Mono<Void> put(Session session, Claim claim, List<Saying> sayings) {
    return CONTENTS.put(session, claim, sayings.stream().map(Saying::row).toList());
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
