package florin.transactions.transfer;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.transfer.TransferEvent.UnmatchReason;
import io.r2dbc.spi.Readable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Reads a user's transactions without a pair, accounts and rejected pairs. */
public final class TransferSources {

  /**
   * Transactions of new or changed ones' amounts, where one of those has an opposite within the
   * window.
   */
  public static final String NEAR =
      """
      with fresh as materialized (
        select whole_amount, floor(-amount)::bigint as opposite, amount, currency, date, account_id
        from transaction
        where user_id = :user and id = any(:ids) and removed_by is null and transfer_id is null and amount <> 0),
      span as materialized (
        select s.whole, s.amount, f.currency, min(f.date) - :reach as since, max(f.date) + :reach as until
        from fresh f
        cross join lateral (values (f.whole_amount, f.amount), (f.opposite, -f.amount)) as s (whole, amount)
        where exists (
          select from transaction t
          where t.user_id = :user and t.whole_amount = f.opposite
            and t.date between f.date - :window and f.date + :window and t.amount = -f.amount
            and t.currency = f.currency and t.account_id <> f.account_id
            and t.removed_by is null and t.transfer_id is null)
        group by s.whole, s.amount, f.currency)
      select transaction.* from span s
      join transaction on transaction.user_id = :user and transaction.whole_amount = s.whole
        and transaction.date between s.since and s.until
      where transaction.amount = s.amount and transaction.currency = s.currency
        and transaction.removed_by is null and transaction.transfer_id is null
      """;

  /** All transactions that have an opposite within the window. */
  private static final String ALL =
      """
      with loose as materialized (
        select id, account_id, currency, amount, date from transaction
        where user_id = :user and removed_by is null and transfer_id is null and amount <> 0),
      paired as (
        select o.id as outgoing_id, i.id as incoming_id
        from loose o
        join loose i on i.currency = o.currency and i.amount = -o.amount
          and i.date between o.date - :window and o.date + :window and i.account_id <> o.account_id
        where o.amount < 0)
      select transaction.* from transaction
      where transaction.user_id = :user
        and transaction.id in (select outgoing_id from paired union select incoming_id from paired)
      """;

  /** Rows of merged accounts that are one row count once. */
  private static final String SHOWN_ONCE =
      """
       and not exists (
        select from mirror.account g
        join mirror.account s on s.user_id = g.user_id
          and coalesce(s.merged_into, s.id) = coalesce(g.merged_into, g.id) and s.id <> g.id
        join transaction d on d.user_id = s.user_id and d.account_id = s.id and d.date = transaction.date
          and d.amount = transaction.amount and d.currency = transaction.currency
          and d.description = transaction.description and d.pending = transaction.pending and d.removed_by is null
        where g.user_id = :user and g.id = transaction.account_id
          and (d.transfer_id is not null
            or (d.source = 'provider', s.merged_into is null, d.id)
              > (transaction.source = 'provider', g.merged_into is null, transaction.id)))
      """;

  private static final String ACCOUNTS =
      """
      select coalesce(a.id, o.account_id) as id, coalesce(a.merged_into, a.id, o.account_id) as survivor,
        coalesce(a.own_type, a.type, o.type) as type, coalesce(a.own_subtype, a.subtype, o.subtype) as subtype,
        coalesce(a.mask, o.mask) as mask, o.institution,
        array_remove(array[a.own_name, a.bank_name, a.official_name, o.name, o.official_name], null) as names
      from (select * from mirror.account where user_id = :user) a
      full join (select * from mirror.observed_account where user_id = :user) o on o.account_id = a.id
      """;

  private static final String BLOCKED =
      """
      select outgoing_id, incoming_id from transfer
      where user_id = :user and (outgoing_id = any(:ids) or incoming_id = any(:ids))
        and (state = 'rejected' or ended = any(:endings))
      """;

  private TransferSources() {}

  /** Of the transactions that new or changed ones may be pairs with. */
  static Mono<List<BookedRow>> near(
      Session session, UUID user, Map<UUID, OwnAccount> accounts, Set<UUID> ids, int window) {
    return rows(
        session
            .sql(NEAR + once(accounts))
            .bind("ids", ids.toArray(UUID[]::new))
            .bind("reach", 4 * window),
        user,
        window);
  }

  static Mono<List<BookedRow>> all(
      Session session, UUID user, Map<UUID, OwnAccount> accounts, int window) {
    return rows(session.sql(ALL + once(accounts)), user, window);
  }

  private static String once(Map<UUID, OwnAccount> accounts) {
    return accounts.values().stream().anyMatch(a -> !a.survivor().equals(a.id())) ? SHOWN_ONCE : "";
  }

  private static Mono<List<BookedRow>> rows(GenericExecuteSpec statement, UUID user, int window) {
    return statement
        .bind("user", user)
        .bind("window", window)
        .map(TransferSources::row)
        .all()
        .collectList();
  }

  static BookedRow row(Readable row) {
    String description = Columns.text(row, "description");
    String original = row.get("original_description", String.class);
    return new BookedRow(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "account_id"),
        Columns.date(row, "date"),
        new Money(Columns.decimal(row, "amount"), new CurrencyCode(Columns.text(row, "currency"))),
        original == null || original.equals(description)
            ? description
            : description + " " + original,
        row.get("provider_category_label", String.class));
  }

  static Mono<Map<UUID, OwnAccount>> accounts(Session session, UUID user) {
    return session
        .sql(ACCOUNTS)
        .bind("user", user)
        .map(TransferSources::account)
        .all()
        .collectMap(OwnAccount::id);
  }

  private static OwnAccount account(Readable row) {
    return new OwnAccount(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "survivor"),
        row.get("type", String.class),
        row.get("subtype", String.class),
        Stream.of(Objects.requireNonNull(row.get("names", String[].class))).distinct().toList(),
        row.get("mask", String.class),
        row.get("institution", String.class));
  }

  /**
   * The pairs of these transactions that are left out: rejected, or taken apart for one of these
   * reasons.
   */
  static Mono<Set<Set<UUID>>> blocked(
      Session session, UUID user, List<BookedRow> rows, UnmatchReason... endings) {
    return rows.isEmpty()
        ? Mono.just(Set.of())
        : session
            .sql(BLOCKED)
            .bind("user", user)
            .bind("ids", rows.stream().map(BookedRow::id).toArray(UUID[]::new))
            .bind("endings", Stream.of(endings).map(UnmatchReason::code).toArray(String[]::new))
            .map(row -> Set.of(Columns.uuid(row, "outgoing_id"), Columns.uuid(row, "incoming_id")))
            .all()
            .collect(HashSet::new, Set::add);
  }
}
