package florin.transactions.review;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.review.DuplicateSearch.Pair;
import florin.transactions.review.ReviewResponse.DismissalResponse;
import florin.transactions.review.ReviewResponse.DuplicateResponse;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Reads transactions that may be duplicates, and the decisions about them. */
final class DuplicateQueries {

  /**
   * Transactions with an equal amount on one account a few days apart, one not from a bank.
   * Accounts that were merged are one account.
   */
  private static final String ALIKE =
      """
      select id, account_id, date, amount, currency, description, original_description, source,
        array(
          select i.import_id from imported_row i
          where i.user_id = :user and i.transaction_id = alike.id) as imports
      from (
        select t.id, coalesce(a.merged_into, t.account_id) as account_id, t.date, t.amount, t.currency,
          t.description, t.original_description, t.source, count(*) over near as equal,
          count(*) filter (where t.source <> 'provider') over near as entered
        from transaction t
        left join mirror.account a on a.user_id = t.user_id and a.id = t.account_id
        where t.user_id = :user and t.removed_by is null and t.amount <> 0
          and exists (
            select from transaction e where e.user_id = :user and e.source <> 'provider' and e.removed_by is null)
        window near as (partition by coalesce(a.merged_into, t.account_id), t.currency, t.amount order by t.date
          range between make_interval(days => :days) preceding and make_interval(days => :days) following)) alike
      where equal > 1 and entered > 0
      order by date desc, id desc
      limit :most
      """;

  private static final String DISMISSED =
      "select first_id, second_id from duplicate where user_id = :user and dismissed";

  private static final String ONE =
      "select first_id, second_id, dismissed, at, version from duplicate where user_id = :user and"
          + " id = :id";

  private static final String KNOWN =
      "select count(*) as n from transaction where user_id = :user and id = any(:ids)";

  /** The newest rows that are compared. */
  private static final int MOST = 20_000;

  private DuplicateQueries() {}

  /** All pairs that were not dismissed, the newest first. */
  static Mono<List<Pair>> pairs(Session session, UUID user) {
    return session
        .sql(ALIKE)
        .bind("user", user)
        .bind("days", DuplicateSearch.DAYS)
        .bind("most", MOST)
        .map(DuplicateQueries::row)
        .all()
        .collectList()
        .zipWhen(_ -> dismissed(session, user))
        .map(found -> DuplicateSearch.pairs(found.getT1(), found.getT2()));
  }

  private static DuplicateSearch.Row row(Readable row) {
    String original = row.get("original_description", String.class);
    String description = Columns.text(row, "description");
    return new DuplicateSearch.Row(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "account_id"),
        Columns.date(row, "date"),
        Columns.decimal(row, "amount"),
        Columns.text(row, "currency"),
        original == null ? description : description + " " + original,
        Columns.text(row, "source").equals("provider"),
        Set.copyOf(List.of(Objects.requireNonNull(row.get("imports", UUID[].class)))));
  }

  private static Mono<Set<Set<UUID>>> dismissed(Session session, UUID user) {
    return session
        .sql(DISMISSED)
        .bind("user", user)
        .map(row -> Set.of(Columns.uuid(row, "first_id"), Columns.uuid(row, "second_id")))
        .all()
        .collect(HashSet::new, Set::add);
  }

  static Mono<List<DuplicateResponse>> list(
      Session session, UUID user, List<String> after, int limit) {
    return pairs(session, user)
        .map(
            pairs ->
                pairs.stream()
                    .filter(pair -> after.isEmpty() || isAfter(pair, after))
                    .limit(limit)
                    .toList())
        .flatMap(
            pairs ->
                ReviewQueries.rows(
                        session,
                        user,
                        pairs.stream()
                            .flatMap(pair -> Stream.of(pair.first().id(), pair.second().id()))
                            .toList())
                    .map(
                        rows ->
                            pairs.stream()
                                .map(
                                    pair ->
                                        new DuplicateResponse(
                                            pair.id(),
                                            Objects.requireNonNull(rows.get(pair.first().id())),
                                            Objects.requireNonNull(rows.get(pair.second().id())),
                                            pair.daysApart(),
                                            (int) Math.round(100 * pair.likeness())))
                                .toList()));
  }

  private static boolean isAfter(Pair pair, List<String> after) {
    int days = pair.second().date().compareTo(LocalDate.parse(after.get(0)));
    return days < 0 || days == 0 && pair.id().compareTo(after.get(1)) < 0;
  }

  static List<String> place(DuplicateResponse row) {
    return List.of(row.second().date().toString(), row.id());
  }

  /** Whether the user has all of these transactions. */
  static Mono<Boolean> known(Session session, UUID user, Set<UUID> ids) {
    return session
        .sql(KNOWN)
        .bind("user", user)
        .bind("ids", ids.toArray(UUID[]::new))
        .map(row -> Columns.number(row, "n") == ids.size())
        .one();
  }

  static Mono<DismissalResponse> one(Session session, UUID user, UUID id) {
    return session
        .sql(ONE)
        .bind("user", user)
        .bind("id", id)
        .map(
            row ->
                new DismissalResponse(
                    Columns.uuid(row, "first_id") + "_" + Columns.uuid(row, "second_id"),
                    Columns.bool(row, "dismissed"),
                    Columns.instant(row, "at"),
                    Columns.integer(row, "version")))
        .one();
  }
}
