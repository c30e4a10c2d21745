package florin.transactions.recurring.detection;

import static florin.transactions.recurring.series.SeriesCodec.SERIES;

import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.StreamId;
import florin.transactions.recurring.detection.SeriesReconciliation.Planned;
import florin.transactions.recurring.pattern.DatedAmount;
import florin.transactions.recurring.series.Direction;
import florin.transactions.recurring.series.Series;
import florin.transactions.recurring.series.SeriesGroup;
import florin.transactions.transaction.Transaction;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs the detection in the transaction that changed rows, for the groups of these rows alone: one
 * query for the groups, one for the rows, one for the series and one for their events.
 */
public final class SeriesDetection {

  // Those of the known series of these payees as well: without their rows, a series would follow
  // the rows that another account has of it, as after the end of a merge.
  private static final String GROUPS =
      """
      with named as (
        select p.payee_key, t.account_id
        from transaction_payee p
        join transaction t on t.user_id = p.user_id and t.id = p.transaction_id
        where p.user_id = :user and p.transaction_id = any(:ids)
        union
        select s.payee_key, s.account_id
        from series_occurrence o
        join series s on s.user_id = o.user_id and s.id = o.series_id
        where o.user_id = :user and o.transaction_id = any(:ids) and o.linked
        union
        select r.payee_key, r.account_id from unnest(:payees::text[], :accounts::uuid[]) as r (payee_key, account_id)
      )
      select distinct k.payee_key, coalesce(a.merged_into, k.account_id) as account_id
      from (
        select payee_key, account_id from named
        union all
        select payee_key, account_id from series
        where user_id = :user and payee_key in (select payee_key from named)) k
      left join mirror.account a on a.user_id = :user and a.id = k.account_id
      """;

  private static final String ALL_PAYEES =
      """
      select payee_key from transaction_payee where user_id = :user
      group by payee_key having count(*) > 1
      union
      select payee_key from series where user_id = :user
      """;

  /**
   * The rows of groups, the newest of each group with the name that a list shows. Pending rows may
   * still change, removed and excluded ones do not count, and money moved between own accounts is
   * no series unless the user confirmed one of the payee; a category that the user chose takes
   * precedence over the bank's. The lateral join reads each transaction once, whatever number of
   * rows the planner expects.
   */
  public static final String ROWS =
      """
      select r.id, r.account_id, r.payee_key, r.currency, r.amount, r.date,
        case when r.place = 1 then coalesce(
          (select w.own_name from merchant_word w where w.user_id = :user and w.id = r.merchant_id),
          (select m.name from merchant m where m.user_id = :user and m.id = r.merchant_id)) end as merchant,
        r.description
      from (
        select t.id, coalesce(a.merged_into, t.account_id) as account_id, p.payee_key, t.currency, t.amount, t.date,
            t.merchant_id, t.description,
            row_number() over (
              partition by p.payee_key, coalesce(a.merged_into, t.account_id), t.currency, t.amount > 0
              order by t.date desc, t.id desc) as place
        from transaction_payee p
        cross join lateral (
          select t.id, t.account_id, t.currency, t.amount, t.date, t.merchant_id, t.description, t.transfer_id,
              t.category_source, t.provider_category_label
          from transaction t
          where t.user_id = :user and t.id = p.transaction_id
            and not t.pending and t.removed_by is null and not t.excluded and t.amount <> 0
          offset 0) t
        left join mirror.account a on a.user_id = :user and a.id = t.account_id
        where p.user_id = :user and p.payee_key = any(:payees)
          and (:every or (p.payee_key, coalesce(a.merged_into, t.account_id)) in (
            select g.payee_key, g.account_id from unnest(:keys::text[], :accounts::uuid[]) as g (payee_key, account_id)))
          and (p.payee_key in (
              select s.payee_key from series s where s.user_id = :user and s.status = 'confirmed' and not s.removed)
            or t.transfer_id is null and (t.category_source = 'user' or t.provider_category_label is null
            or t.provider_category_label !~ '^(TRANSFER_(IN|OUT)_(ACCOUNT_TRANSFER|SAVINGS|INVESTMENT)|LOAN_PAYMENTS_CREDIT_CARD_PAYMENT)'))
      ) r
      where r.place <= :most
      order by r.date, r.id
      """;

  /** The newest rows of a group; older ones keep the series that they have. */
  private static final int MOST_ROWS = 260;

  /**
   * The rows that are read: those of payees in all accounts, or of groups alone.
   *
   * @param groups empty for all accounts
   */
  private record Scope(List<String> payees, Optional<List<SeriesBacklog.Group>> groups) {

    private static Scope everywhere(List<String> payees) {
      return new Scope(payees, Optional.empty());
    }

    private static Scope of(List<SeriesBacklog.Group> groups) {
      return new Scope(
          groups.stream().map(SeriesBacklog.Group::payee).distinct().toList(), Optional.of(groups));
    }
  }

  private record Row(UUID id, SeriesGroup group, DatedAmount amount, String name) {

    private static Row read(Readable row) {
      BigDecimal amount = Columns.decimal(row, "amount");
      UUID id = Columns.uuid(row, "id");
      return new Row(
          id,
          new SeriesGroup(
              Columns.uuid(row, "account_id"),
              Columns.text(row, "payee_key"),
              new Direction(Columns.text(row, "currency"), amount.signum() > 0)),
          new DatedAmount(id, Columns.date(row, "date"), amount.abs()),
          Optional.ofNullable(row.get("merchant", String.class))
              .orElseGet(() -> Columns.text(row, "description")));
    }
  }

  /**
   * What was read of some groups.
   *
   * @param hinted rows that a provider takes for recurring, with its frequency
   * @param known series of the payees
   */
  private record Read(
      List<Row> rows, Map<UUID, String> hinted, Map<StreamId, LoadedStream<Series>> known) {

    private Read with(LoadedStream<Series> made) {
      Map<StreamId, LoadedStream<Series>> more = new HashMap<>(known);
      more.put(made.stream(), made);
      return new Read(rows, hinted, more);
    }
  }

  private SeriesDetection() {}

  /** After changes of these rows were decided; projects them first. */
  public static Mono<Void> after(UnitOfWork unit, Change change, Collection<StreamId> rows) {
    Set<UUID> touched = of(change.user(), rows);
    return touched.isEmpty()
        ? Mono.empty()
        : unit.project().then(Mono.defer(() -> detect(unit, change, touched, List.of())));
  }

  /**
   * After the last page of an import: also of the groups and rows that were left for it.
   *
   * @param rows of any user
   */
  private static Mono<Void> complete(UnitOfWork unit, Change change, Collection<StreamId> rows) {
    Session session = unit.session();
    return unit.project()
        .then(Mono.defer(() -> SeriesBacklog.takeChanged(session, change.user())))
        .zipWhen(_ -> SeriesBacklog.take(session, change.user()))
        .flatMap(
            left -> {
              Set<UUID> touched = new HashSet<>(of(change.user(), rows));
              touched.addAll(left.getT1());
              return detect(unit, change, touched, left.getT2());
            });
  }

  /**
   * Of some of the groups that were left for later.
   *
   * @return whether there were any
   */
  public static Mono<Boolean> ofBacklog(UnitOfWork unit, Change change) {
    return SeriesBacklog.takeSome(unit.session(), change.user())
        .flatMap(left -> detect(unit, change, Set.of(), left).thenReturn(!left.isEmpty()));
  }

  private static Set<UUID> of(UUID user, Collection<StreamId> rows) {
    return rows.stream()
        .filter(stream -> stream.user().equals(user))
        .map(StreamId::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Mono<Void> detect(
      UnitOfWork unit, Change change, Set<UUID> touched, List<SeriesBacklog.Group> left) {
    if (touched.isEmpty() && left.isEmpty()) {
      return Mono.empty();
    }
    return groups(unit.session(), change.user(), touched, left)
        .flatMap(groups -> detect(unit, change, Scope.of(groups), touched));
  }

  private static Mono<List<SeriesBacklog.Group>> groups(
      Session session, UUID user, Set<UUID> rows, List<SeriesBacklog.Group> left) {
    return session
        .sql(GROUPS)
        .bind("user", user)
        .bind("ids", rows.toArray(UUID[]::new))
        .bind("payees", UnnestColumns.column(left, String.class, SeriesBacklog.Group::payee))
        .bind("accounts", UnnestColumns.column(left, UUID.class, SeriesBacklog.Group::account))
        .map(row -> SeriesBacklog.group(user, row))
        .all()
        .collectList();
  }

  /**
   * After a batch that may hold rows of several users.
   *
   * @param complete of each user whose import is complete with this batch, a change of it
   */
  public static Mono<Void> afterAll(
      UnitOfWork unit,
      Collection<Change> changes,
      Collection<StreamId> rows,
      Map<UUID, Change> complete) {
    Map<UUID, Change> last = new LinkedHashMap<>();
    changes.forEach(change -> last.put(change.user(), change));
    complete.forEach(last::putIfAbsent);
    return Flux.fromIterable(last.values())
        .concatMap(
            change ->
                complete.containsKey(change.user())
                    ? complete(unit, change, rows)
                    : after(unit, change, rows))
        .then();
  }

  /** After hints of providers were stored: of the transactions that they name. */
  public static Mono<Void> hinted(
      UnitOfWork unit, Collection<Change> changes, Collection<RecurringHint> hints) {
    Map<UUID, Change> last = new LinkedHashMap<>();
    changes.forEach(change -> last.put(change.user(), change));
    return Flux.fromIterable(last.values())
        .concatMap(
            change ->
                RecurringHints.transactions(unit.session(), change.user(), hints)
                    .map(ids -> ids.stream().map(id -> transaction(change, id)).toList())
                    .flatMap(rows -> after(unit, change, rows)))
        .then();
  }

  private static StreamId transaction(Change change, UUID id) {
    return new StreamId(change.user(), Transaction.STREAM, id);
  }

  /** Over all rows of a user. */
  public static Mono<Void> all(UnitOfWork unit, Change change) {
    return unit.session()
        .sql(ALL_PAYEES)
        .bind("user", change.user())
        .map(row -> Columns.text(row, "payee_key"))
        .all()
        .collectList()
        .flatMap(payees -> detect(unit, change, Scope.everywhere(payees), Set.of()));
  }

  /** Over the rows of one payee, for a series that was created in this transaction. */
  public static Mono<Void> created(
      UnitOfWork unit, Change change, String payee, LoadedStream<Series> made) {
    return rows(unit.session(), change.user(), Scope.everywhere(List.of(payee)))
        .flatMap(rows -> hinted(unit, change.user(), List.of(payee), rows))
        .doOnNext(found -> decide(unit, change, found.with(made), Set.of()))
        .then();
  }

  private static Mono<Void> detect(UnitOfWork unit, Change change, Scope scope, Set<UUID> touched) {
    return scope.payees().isEmpty()
        ? Mono.empty()
        : rows(unit.session(), change.user(), scope)
            .flatMap(rows -> hinted(unit, change.user(), scope.payees(), rows))
            .doOnNext(found -> decide(unit, change, found, touched))
            .then();
  }

  private static Mono<List<Row>> rows(Session session, UUID user, Scope scope) {
    List<SeriesBacklog.Group> groups = scope.groups().orElse(List.of());
    return session
        .sql(ROWS)
        .bind("user", user)
        .bind("payees", scope.payees().toArray(String[]::new))
        .bind("every", scope.groups().isEmpty())
        .bind("keys", UnnestColumns.column(groups, String.class, SeriesBacklog.Group::payee))
        .bind("accounts", UnnestColumns.column(groups, UUID.class, SeriesBacklog.Group::account))
        .bind("most", MOST_ROWS)
        .map(Row::read)
        .all()
        .collectList();
  }

  private static Mono<Read> hinted(
      UnitOfWork unit, UUID user, List<String> payees, List<Row> rows) {
    return RecurringHints.hinted(unit.session(), user, rows.stream().map(Row::id).toList())
        .zipWhen(_ -> KnownSeries.load(unit, user, payees, newest(rows)))
        .map(found -> new Read(rows, found.getT1(), found.getT2()));
  }

  /** Of each group. */
  private static List<UUID> newest(List<Row> rows) {
    return rows.stream().collect(Collectors.groupingBy(Row::group)).values().stream()
        .flatMap(group -> group.reversed().stream().limit(KnownSeries.NEWEST))
        .map(Row::id)
        .toList();
  }

  private static void decide(UnitOfWork unit, Change change, Read read, Set<UUID> touched) {
    Map<SeriesGroup, List<Row>> groups = new LinkedHashMap<>();
    read.rows()
        .forEach(row -> groups.computeIfAbsent(row.group(), _ -> new ArrayList<>()).add(row));
    Map<UUID, SeriesGroup> groupOfRow = new HashMap<>();
    read.rows().forEach(row -> groupOfRow.put(row.id(), row.group()));
    Map<SeriesGroup, List<Series.Present>> known = new HashMap<>();
    for (LoadedStream<Series> stream : read.known().values()) {
      if (stream.state() instanceof Series.Present series) {
        SeriesGroup group =
            groups.containsKey(series.group()) ? series.group() : moved(series, groupOfRow);
        known.computeIfAbsent(group, _ -> new ArrayList<>()).add(series);
        groups.computeIfAbsent(group, _ -> new ArrayList<>());
      }
    }
    Map<StreamId, LoadedStream<Series>> states = new HashMap<>(read.known());
    Set<UUID> changed = new HashSet<>(touched);
    groups.forEach(
        (group, members) -> {
          for (Planned planned :
              SeriesReconciliation.plan(
                  group,
                  members.isEmpty() ? group.payeeKey() : members.getLast().name(),
                  members.stream().map(Row::amount).toList(),
                  read.hinted(),
                  known.getOrDefault(group, List.of()),
                  changed,
                  Ids::next,
                  change.at())) {
            StreamId stream = SERIES.id(change.user(), planned.series());
            LoadedStream<Series> current =
                states.getOrDefault(stream, SERIES.absent(change.user(), planned.series()));
            states.put(stream, unit.decide(SERIES, current, planned.command(), change));
          }
        });
  }

  /** Where the rows of a series are now, as after a merge of its account. */
  private static SeriesGroup moved(Series.Present series, Map<UUID, SeriesGroup> groupOfRow) {
    return series.occurrences().keySet().stream()
        .sorted()
        .map(groupOfRow::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(series.group());
  }
}
