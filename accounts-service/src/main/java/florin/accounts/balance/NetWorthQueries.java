package florin.accounts.balance;

import florin.accounts.dayend.DayEnds;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sums the balances of a user's accounts. */
@Component
class NetWorthQueries {

  /**
   * Three kinds of rows: the sums of a point and currency; the accounts of a currency whose balance
   * is unknown at a point; and per currency the change from the first point to the last. An account
   * that is in two groups counts in both.
   */
  static final String SERIES =
      DayEnds.SQL
          + """
          , shown as materialized (
            select a.account_id, coalesce(a.own_name, a.bank_name) as name, coalesce(a.own_type, a.type) as type,
              a.currency, (a.closed_at at time zone :zone)::date as closed_on
            from account a
            where a.user_id = :user and (:includeHidden or not a.hidden)
              and not exists (
                select from account_merge m where m.user_id = a.user_id and m.account_id = a.account_id)),
          known as materialized (
            select h.account_id, h.currency, h.date, h.balance
            from history h
            join shown a on a.account_id = h.account_id
            where h.balance is not null),
          part_of as materialized (
            select a.account_id, x.type, x.part_id, x.name
            from shown a
            cross join lateral (
              select null::text as type, null::uuid as part_id, null::text as name
              where :by = 'total'
              union all
              select a.type, null, null where :by = 'type'
              union all
              select null, a.account_id, a.name where :by = 'account'
              union
              select null, g.group_id, g.name
              from account_group_member m
              join account_group g
                on g.user_id = m.user_id and g.group_id = m.group_id and not g.deleted
              left join account_merge w on w.user_id = m.user_id and w.account_id = m.account_id
              where :by = 'group' and m.user_id = :user
                and coalesce(w.survivor_id, m.account_id) = a.account_id) x),
          summed_up as (
            select k.date, k.currency, p.type, p.part_id, p.name,
              sum(greatest(k.balance, 0)) as assets, sum(least(k.balance, 0)) as liabilities,
              sum(k.balance) as net
            from known k
            left join part_of p on p.account_id = k.account_id
            group by k.date, k.currency, p.type, p.part_id, p.name),
          unknown as (
            select p.date, a.currency, array_agg(a.account_id order by a.account_id) as accounts
            from point p
            join shown a on (a.closed_on is null or p.date < a.closed_on)
            where not exists (
              select from known k
              where k.account_id = a.account_id and k.currency = a.currency and k.date = p.date)
            group by p.date, a.currency),
          change as (
            select f.currency, sum(coalesce(l.balance, 0) - f.balance) as net
            from span s
            join known f on f.date = s.first
            join shown a on a.account_id = f.account_id
            left join known l on l.account_id = f.account_id and l.currency = f.currency and l.date = s.last
            where l.account_id is not null or a.closed_on <= s.last
            group by f.currency)
          select 'sum' as kind, date, currency, type, part_id, name, assets, liabilities, net,
            null::uuid[] as accounts
          from summed_up
          union all
          select 'unknown', date, currency, null, null, null, null, null, null, accounts from unknown
          union all
          select 'change', null, currency, null, null, null, null, null, net, null from change
          order by date, currency, type, name, part_id
          """;

  /** The grouping of the sums. */
  enum NetWorthGrouping {
    TOTAL,
    TYPE,
    GROUP,
    ACCOUNT;

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
   * @param account when split by account
   * @param unknown accounts of the currency that are in no sum of this day
   */
  record NetWorthResponse(
      LocalDate date,
      String currency,
      Money assets,
      Money liabilities,
      Money net,
      @Nullable String type,
      @Nullable NetWorthGroup group,
      @Nullable AccountName account,
      List<UUID> unknown) {}

  record NetWorthGroup(UUID id, String name) {}

  @Schema(name = "AccountName")
  record AccountName(UUID id, String name) {}

  /** The accounts whose balance at the end of a day is unknown, in the account's own currency. */
  @Schema(name = "UnknownBalances")
  record Unknown(LocalDate date, String currency, List<UUID> accountIds) {}

  /**
   * The change from the first day to the last.
   *
   * @param net over the accounts that are known on both days; a closed account ends at zero
   * @param leftOut accounts that are unknown on one of the two days
   */
  @Schema(name = "NetWorthChange")
  record Change(String currency, Money net, List<UUID> leftOut) {}

  /** A series as it was read. */
  record Found(List<NetWorthResponse> items, List<Unknown> unknown, List<Change> changes) {}

  /** A row of one of the three kinds, its other columns null. */
  private record Line(
      String kind,
      @Nullable LocalDate date,
      CurrencyCode currency,
      @Nullable String type,
      @Nullable UUID part,
      @Nullable String name,
      @Nullable BigDecimal assets,
      @Nullable BigDecimal liabilities,
      @Nullable BigDecimal net,
      List<UUID> accounts) {

    static Line of(Readable row) {
      UUID[] accounts = row.get("accounts", UUID[].class);
      return new Line(
          Columns.text(row, "kind"),
          row.get("date", LocalDate.class),
          new CurrencyCode(Columns.text(row, "currency")),
          row.get("type", String.class),
          row.get("part_id", UUID.class),
          row.get("name", String.class),
          row.get("assets", BigDecimal.class),
          row.get("liabilities", BigDecimal.class),
          row.get("net", BigDecimal.class),
          accounts == null ? List.of() : List.of(accounts));
    }

    LocalDate day() {
      return Objects.requireNonNull(date, "date");
    }

    Money money(@Nullable BigDecimal amount) {
      return new Money(Objects.requireNonNull(amount, "amount"), currency);
    }
  }

  /** A day and a currency. */
  private record Key(LocalDate date, String currency) {}

  Mono<Found> series(
      Session session,
      UUID user,
      List<LocalDate> points,
      NetWorthGrouping netWorthGrouping,
      boolean includeHidden,
      ZoneId zone) {
    return session
        .sql(SERIES)
        .bind("user", user)
        .bind("account", Parameters.in(R2dbcType.VARCHAR))
        .bind("zone", zone.getId())
        .bind("points", UnnestColumns.column(points, LocalDate.class, day -> day))
        .bind("by", netWorthGrouping.word())
        .bind("includeHidden", includeHidden)
        .map(Line::of)
        .all()
        .collectList()
        .map(lines -> found(lines, netWorthGrouping, points));
  }

  private static Found found(
      List<Line> lines, NetWorthGrouping netWorthGrouping, List<LocalDate> points) {
    Map<Key, List<UUID>> unknown = new LinkedHashMap<>();
    lines.stream()
        .filter(line -> line.kind().equals("unknown"))
        .forEach(line -> unknown.put(new Key(line.day(), line.currency().code()), line.accounts()));
    return new Found(
        lines.stream()
            .filter(line -> line.kind().equals("sum"))
            .map(line -> item(line, netWorthGrouping, unknown))
            .toList(),
        unknown.entrySet().stream()
            .map(e -> new Unknown(e.getKey().date(), e.getKey().currency(), e.getValue()))
            .toList(),
        lines.stream()
            .filter(line -> line.kind().equals("change"))
            .map(line -> change(line, unknown, points))
            .toList());
  }

  private static NetWorthResponse item(
      Line line, NetWorthGrouping netWorthGrouping, Map<Key, List<UUID>> unknown) {
    UUID part = line.part();
    String name = Objects.requireNonNullElse(line.name(), "");
    return new NetWorthResponse(
        line.day(),
        line.currency().code(),
        line.money(line.assets()),
        line.money(line.liabilities()),
        line.money(line.net()),
        line.type(),
        netWorthGrouping == NetWorthGrouping.GROUP && part != null
            ? new NetWorthGroup(part, name)
            : null,
        netWorthGrouping == NetWorthGrouping.ACCOUNT && part != null
            ? new AccountName(part, name)
            : null,
        unknown.getOrDefault(new Key(line.day(), line.currency().code()), List.of()));
  }

  private static Change change(Line line, Map<Key, List<UUID>> unknown, List<LocalDate> points) {
    String currency = line.currency().code();
    List<UUID> leftOut =
        Stream.of(points.getFirst(), points.getLast())
            .flatMap(day -> unknown.getOrDefault(new Key(day, currency), List.of()).stream())
            .distinct()
            .toList();
    return new Change(currency, line.money(line.net()), leftOut);
  }
}
