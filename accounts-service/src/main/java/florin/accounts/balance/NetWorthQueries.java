package florin.accounts.balance;

import florin.accounts.dayend.DayEnds;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.Columns;
import florin.journal.Session;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sums the balances of a user's accounts. */
@Component
class NetWorthQueries {

  /** An account that is in two groups counts in both. */
  static final String SERIES =
      DayEnds.SQL
          + """
          , part_of as materialized (
            select a.account_id, x.type, x.group_id, x.name
            from account a
            cross join lateral (
              select null::text as type, null::uuid as group_id, null::text as name
              where :by = 'total'
              union all
              select coalesce(a.own_type, a.type), null, null where :by = 'type'
              union
              select null, g.group_id, g.name
              from account_group_member m
              join account_group g
                on g.user_id = m.user_id and g.group_id = m.group_id and not g.deleted
              left join account_merge w on w.user_id = m.user_id and w.account_id = m.account_id
              where :by = 'group' and m.user_id = :user
                and coalesce(w.survivor_id, m.account_id) = a.account_id) x
            where a.user_id = :user and (:includeHidden or not a.hidden))
          select h.date, h.currency, p.type, p.group_id, p.name,
            sum(greatest(h.balance, 0)) as assets, sum(least(h.balance, 0)) as liabilities,
            sum(h.balance) as net
          from history h
          join account a on a.user_id = :user and a.account_id = h.account_id
            and (:includeHidden or not a.hidden)
          left join part_of p on p.account_id = h.account_id
          where h.balance is not null
          group by h.date, h.currency, p.type, p.group_id, p.name
          order by h.date, h.currency, p.type, p.name, p.group_id
          """;

  /** How the sums are split. */
  enum By {
    TOTAL,
    TYPE,
    GROUP;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Net worth of a day and currency on the wire.
   *
   * @param assets balances above zero
   * @param liabilities balances below zero: debts and overdrafts
   * @param type of accounts, when split by type
   * @param group when split by group; null then for accounts that are in none
   */
  @Schema(name = "NetWorth")
  record Item(
      LocalDate date,
      String currency,
      Money assets,
      Money liabilities,
      Money net,
      @Nullable String type,
      @Nullable GroupName group) {}

  @Schema(name = "GroupName")
  record GroupName(UUID id, String name) {}

  Mono<List<Item>> series(
      Session session, UUID user, String points, By by, boolean includeHidden, ZoneId zone) {
    return session
        .sql(SERIES)
        .bind("user", user)
        .bind("account", Parameters.in(R2dbcType.VARCHAR))
        .bind("zone", zone.getId())
        .bind("points", points)
        .bind("by", by.word())
        .bind("includeHidden", includeHidden)
        .map(NetWorthQueries::item)
        .all()
        .collectList();
  }

  private static Item item(Readable row) {
    CurrencyCode currency = new CurrencyCode(Columns.text(row, "currency"));
    UUID group = row.get("group_id", UUID.class);
    return new Item(
        Columns.date(row, "date"),
        currency.code(),
        new Money(Columns.decimal(row, "assets"), currency),
        new Money(Columns.decimal(row, "liabilities"), currency),
        new Money(Columns.decimal(row, "net"), currency),
        row.get("type", String.class),
        group == null ? null : new GroupName(group, Columns.text(row, "name")));
  }
}
