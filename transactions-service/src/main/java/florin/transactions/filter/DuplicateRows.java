package florin.transactions.filter;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.Ids;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * Rows of merged accounts that are one row: they agree in day, amount, text, state and occurrence
 * of the day. The bank's are shown before those entered by hand, then those that the user edited,
 * then the survivor's.
 */
public final class DuplicateRows {

  /** A condition of a list: leaves out the rows that are shown as another one. */
  static final String SHOWN =
      """
       and id = (
        select w.id from (
          select d.id, d.account_id, d.source = 'provider' as bank, d.version > 0 as edited, g.merged_into is null as survives,
            row_number() over (partition by d.account_id order by d.id) as occurrence
          from mirror.account o
          join mirror.account g
            on g.user_id = o.user_id and coalesce(g.merged_into, g.id) = coalesce(o.merged_into, o.id)
          join transaction d
            on d.user_id = o.user_id and d.account_id = g.id and d.date = transaction.date
              and d.amount = transaction.amount and d.currency = transaction.currency
              and d.description = transaction.description and d.pending = transaction.pending
              and d.removed_by is null
          where o.user_id = :user and o.id = transaction.account_id
          union all
          select transaction.id, transaction.account_id, false, false, false, 0
          where not exists (
            select from mirror.account k where k.user_id = :user and k.id = transaction.account_id)) w
        where w.occurrence = 0 or w.occurrence = (
          select count(*) from transaction e
          where e.user_id = :user and e.account_id = transaction.account_id and e.date = transaction.date
            and e.amount = transaction.amount and e.currency = transaction.currency
            and e.description = transaction.description and e.pending = transaction.pending
            and e.removed_by is null and e.id <= transaction.id)
        order by w.bank desc, w.edited desc, w.survives desc, w.account_id
        limit 1)
      """;

  static final String OF =
      """
      select id, shown from (
        select x.id, first_value(x.id) over (
            partition by x.survivor, x.date, x.amount, x.currency, x.description, x.pending, x.occurrence
            order by x.source = 'provider' desc, x.version > 0 desc, x.account_id = x.survivor desc, x.account_id) as shown
        from (
          select d.id, d.account_id, d.date, d.amount, d.currency, d.description, d.pending, d.version, d.source,
            coalesce(g.merged_into, g.id) as survivor,
            row_number() over (
              partition by d.account_id, d.date, d.amount, d.currency, d.description, d.pending
              order by d.id) as occurrence
          from mirror.account g
          join transaction d
            on d.user_id = g.user_id and d.account_id = g.id and d.date = any(:dates) and d.removed_by is null
          where g.user_id = :user and g.id = any(:accounts)) x) y
      where id <> shown
      """;

  private static final String PLACE =
      "select account_id, date from transaction where user_id = :user and id = :id and removed_by"
          + " is null";

  /** An account and a day to search for equal rows. */
  public record Place(UUID account, LocalDate date) {}

  private DuplicateRows() {}

  /** The other rows that are the same one as this. */
  public static Mono<List<UUID>> others(Session session, UUID user, UUID id) {
    return UserAccounts.of(session, user)
        .filter(UserAccounts::merged)
        .flatMap(
            accounts ->
                session
                    .sql(PLACE)
                    .bind("user", user)
                    .bind("id", id)
                    .map(
                        row ->
                            new Place(Columns.uuid(row, "account_id"), Columns.date(row, "date")))
                    .one()
                    .flatMap(place -> of(session, user, accounts, List.of(place))))
        .map(shownAs -> others(shownAs, id))
        .defaultIfEmpty(List.of());
  }

  private static List<UUID> others(Map<UUID, UUID> shownAs, UUID id) {
    UUID shown = shownAs.getOrDefault(id, id);
    return Stream.concat(
            Stream.of(shown),
            shownAs.entrySet().stream()
                .filter(twin -> twin.getValue().equals(shown))
                .map(Map.Entry::getKey))
        .filter(twin -> !twin.equals(id))
        .sorted(Ids.ORDER)
        .toList();
  }

  /** Of the rows on these days that are shown as another one, that one. */
  public static Mono<Map<UUID, UUID>> shownAs(
      Session session, UUID user, UserAccounts accounts, List<Place> places) {
    return accounts.merged() && !places.isEmpty()
        ? of(session, user, accounts, places)
        : Mono.just(Map.of());
  }

  private static Mono<Map<UUID, UUID>> of(
      Session session, UUID user, UserAccounts accounts, List<Place> places) {
    return session
        .sql(OF)
        .bind("user", user)
        .bind(
            "accounts",
            accounts
                .all(places.stream().map(Place::account).distinct().toList())
                .toArray(UUID[]::new))
        .bind("dates", places.stream().map(Place::date).distinct().toArray(LocalDate[]::new))
        .map(row -> Map.entry(Columns.uuid(row, "id"), Columns.uuid(row, "shown")))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
