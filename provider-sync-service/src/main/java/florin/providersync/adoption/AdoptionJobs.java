package florin.providersync.adoption;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.Ids;
import florin.providersync.plaid.AdoptedBatch;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.request.SyncCause;
import florin.providersync.sync.job.LeasedJob;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The sync jobs of items that are being adopted, and their published content. */
@Component
class AdoptionJobs {

  static final String PROVIDER = "plaid";

  private static final String FIND =
      """
      select connection_id, state from work.sync_job
      where user_id = :user and provider = :provider and external_item_id = :item
      order by state = 'closed' limit 1
      """;

  private static final String CREATE =
      """
      insert into work.sync_job (connection_id, user_id, provider, external_item_id, state, due_at, adopting)
      values (:connection, :user, :provider, :item, 'active', clock_timestamp(), true)
      on conflict do nothing
      """;

  private static final String TAKE =
      """
      update work.sync_job
      set epoch = epoch + 1, owner = null, lease_until = '-infinity', adopting = not :ending
      where user_id = :user and connection_id = :connection and state in ('active', 'paused') and adopting
      """
          + " returning "
          + LeasedJob.COLUMNS;

  private static final String KNOWN_TRANSACTIONS =
      """
      select external_id from work.published_transaction
      where user_id = :user and connection_id = :connection and external_id = any(:ids::text[])
      """;

  private static final String KNOWN_INVESTMENTS =
      """
      select external_id from work.published_investment
      where user_id = :user and connection_id = :connection and external_id = any(:ids::text[])
      """;

  private static final String KNOWN_ACCOUNTS =
      """
      select external_id from work.external_account
      where user_id = :user and connection_id = :connection and external_id = any(:ids::text[])
      """;

  private static final String HOLDINGS_READ =
      """
      select 1 from work.product
      where user_id = :user and connection_id = :connection and product = 'holdings' and content is not null
      """;

  /** The job of an item. */
  record FoundJob(UUID connection, String state) {
    boolean isBeingLinked() {
      return state.equals("exchanged");
    }
  }

  /** Published content of an item, as far as a part contains it too. */
  record Known(
      Set<String> transactions, Set<String> investments, Set<String> accounts, boolean holdings) {}

  Mono<Optional<FoundJob>> find(Session session, AdoptedBatch batch) {
    return session
        .sql(FIND)
        .bind("user", batch.user())
        .bind("provider", PROVIDER)
        .bind("item", batch.itemId())
        .map(row -> new FoundJob(Columns.uuid(row, "connection_id"), Columns.text(row, "state")))
        .one()
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  /** Whether the job could be created: an item has one user. */
  Mono<Boolean> create(Session session, AdoptedBatch batch, UUID connection) {
    return session
        .sql(CREATE)
        .bind("connection", connection)
        .bind("user", batch.user())
        .bind("provider", PROVIDER)
        .bind("item", batch.itemId())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /**
   * The job for one publication, empty if its adoption has ended.
   *
   * @param ending whether this publication ends the adoption
   */
  Mono<LeasedJob> take(Session session, UUID user, UUID connection, boolean ending) {
    return session
        .sql(TAKE)
        .bind("user", user)
        .bind("connection", connection)
        .bind("ending", ending)
        .map(row -> LeasedJob.read(row).withRun(Ids.next(), SyncCause.LINK.wireName()))
        .one();
  }

  Mono<Known> known(Session session, AdoptedBatch batch, UUID connection) {
    List<String> transactions =
        batch.transactions().stream().map(one -> one.transaction().externalId()).toList();
    List<String> investments =
        batch.investments().stream()
            .flatMap(page -> page.transactions().stream())
            .map(one -> one.what().externalId())
            .toList();
    List<String> accounts = batch.accounts().stream().map(BankAccount::externalId).toList();
    return ids(session, KNOWN_TRANSACTIONS, batch, connection, transactions)
        .zipWhen(_ -> ids(session, KNOWN_INVESTMENTS, batch, connection, investments))
        .zipWhen(_ -> ids(session, KNOWN_ACCOUNTS, batch, connection, accounts))
        .zipWhen(_ -> holdingsRead(session, batch, connection))
        .map(
            found ->
                new Known(
                    found.getT1().getT1().getT1(),
                    found.getT1().getT1().getT2(),
                    found.getT1().getT2(),
                    found.getT2()));
  }

  private static Mono<Set<String>> ids(
      Session session, String sql, AdoptedBatch batch, UUID connection, List<String> ids) {
    return session
        .sql(sql)
        .bind("user", batch.user())
        .bind("connection", connection)
        .bind("ids", ids.toArray(String[]::new))
        .map(row -> Columns.text(row, "external_id"))
        .all()
        .collect(HashSet::new, Set::add);
  }

  private static Mono<Boolean> holdingsRead(Session session, AdoptedBatch batch, UUID connection) {
    return session
        .sql(HOLDINGS_READ)
        .bind("user", batch.user())
        .bind("connection", connection)
        .map(_ -> true)
        .one()
        .defaultIfEmpty(false);
  }
}
