package florin.transactions.transfer;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.transfer.TransferEvent.UnmatchReason;
import florin.transactions.transfer.matching.BookedRow;
import florin.transactions.transfer.matching.DateRange;
import florin.transactions.transfer.matching.OwnAccount;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
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

  /** The most rows that are compared after a change: the newest ones. */
  private static final int MOST_ROWS = 20_000;

  /** Windows around a change that hold the rivals of its candidates. */
  private static final int REACH = 4;

  private static final String COLUMNS =
      "id, account_id, date, amount, currency, description, original_description, pending, source,"
          + " provider_category_label";

  private static final String OPPOSITES =
      "count(*) filter (where t.amount < 0) over near as sent,"
          + " count(*) filter (where t.amount > 0) over near as received";

  private static final String WITHIN_WINDOW =
      "near as (partition by t.currency, abs(t.amount) order by t.date"
          + " range between make_interval(days => :window) preceding"
          + " and make_interval(days => :window) following)";

  /**
   * Each transaction is read by its key: the conditions outside of the lateral join keep partial
   * indexes from being chosen, whose cost a plan made for an empty table takes for as low.
   */
  public static final String FRESH =
      """
      select t.date, t.amount
      from unnest(:ids::uuid[]) as k (id)
      cross join lateral (
        select date, amount, removed_by, transfer_id from transaction where user_id = :user and id = k.id
        offset 0) t
      where t.removed_by is null and t.transfer_id is null and t.amount <> 0
      """;

  /**
   * Transactions of these amounts that have an opposite within the window. The dates are read in
   * one pass and compared by a window function: the cost of a join by amount depends on the
   * statistics of the table, which a first import does not have, and on the number of equal
   * amounts.
   */
  public static final String NEAR =
      """
      select transaction.* from (
        select t.*, %s
        from unnest(:since::date[], :until::date[]) as r (since, until)
        cross join lateral (
          select %s from transaction
          where user_id = :user and date between r.since and r.until and amount = any(:amounts::numeric[])
            and removed_by is null and transfer_id is null
          offset 0) t
        window %s) transaction
      where sent > 0 and received > 0
      """
          .formatted(OPPOSITES, COLUMNS, WITHIN_WINDOW);

  /** All transactions that have an opposite within the window. */
  private static final String ALL =
      """
      select transaction.* from (
        select t.*, %s
        from (
          select %s from transaction
          where user_id = :user and removed_by is null and transfer_id is null and amount <> 0) t
        window %s) transaction
      where sent > 0 and received > 0
      """
          .formatted(OPPOSITES, COLUMNS, WITHIN_WINDOW);

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

  /** A new or changed transaction. */
  private record Fresh(LocalDate date, BigDecimal amount) {}

  /** Of the transactions that new or changed ones may be pairs with. */
  static Mono<List<BookedRow>> near(
      Session session, UUID user, Map<UUID, OwnAccount> accounts, Set<UUID> ids, int window) {
    return session
        .sql(FRESH)
        .bind("user", user)
        .bind("ids", ids.toArray(UUID[]::new))
        .map(row -> new Fresh(Columns.date(row, "date"), Columns.decimal(row, "amount")))
        .all()
        .collectList()
        .flatMap(
            fresh ->
                fresh.isEmpty()
                    ? Mono.just(List.of())
                    : near(session, user, accounts, fresh, window));
  }

  private static Mono<List<BookedRow>> near(
      Session session, UUID user, Map<UUID, OwnAccount> accounts, List<Fresh> fresh, int window) {
    List<DateRange> ranges =
        DateRange.covering(fresh.stream().map(Fresh::date).toList(), REACH * window);
    return rows(
        session
            .sql(NEAR + once(accounts) + " order by date desc, id desc limit :most")
            .bind("since", ranges.stream().map(DateRange::first).toArray(LocalDate[]::new))
            .bind("until", ranges.stream().map(DateRange::last).toArray(LocalDate[]::new))
            .bind(
                "amounts",
                fresh.stream()
                    .flatMap(row -> Stream.of(row.amount(), row.amount().negate()))
                    .distinct()
                    .toArray(BigDecimal[]::new))
            .bind("most", MOST_ROWS),
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
