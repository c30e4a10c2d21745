package florin.transactions.transfer;

import static florin.transactions.transfer.TransferCodec.TRANSFERS;

import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.PendingEvent;
import florin.journal.stream.StreamId;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transfer.TransferEvent.UnmatchReason;
import florin.transactions.transfer.matching.BookedRow;
import florin.transactions.transfer.matching.TransferMatch;
import florin.transactions.transfer.matching.TransferMatching;
import florin.transactions.transfer.matching.TransferMatching.Pairing;
import florin.transactions.transfer.matching.TransferSettings;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the pairs in step with the transactions that a unit of work changed: takes those apart that
 * no longer fit, and matches new ones that are clear.
 */
public final class TransferPairs {

  /** Matched pairs, with the values that they must fit. */
  private static final String MATCHED =
      """
      select f.id, f.source, f.days_apart, o.amount as outgoing_amount, i.amount as incoming_amount,
        o.currency = i.currency as same_currency, i.date - o.date as days,
        o.removed_by is not null or i.removed_by is not null as removed,
        coalesce(oa.merged_into, o.account_id) = coalesce(ia.merged_into, i.account_id) as same_account
      from transfer f
      join transaction o on o.user_id = f.user_id and o.id = f.outgoing_id
      join transaction i on i.user_id = f.user_id and i.id = f.incoming_id
      left join mirror.account oa on oa.user_id = f.user_id and oa.id = o.account_id
      left join mirror.account ia on ia.user_id = f.user_id and ia.id = i.account_id
      where f.user_id = :user and f.state = 'matched'
      """;

  private static final String OF_TRANSACTIONS =
      """
       and f.id in (
        select t.transfer_id from transaction t
        where t.user_id = :user and t.id = any(:ids) and t.transfer_id is not null)
      order by f.id
      """;

  private static final String OF_ONE_ACCOUNT =
      """
       and coalesce(oa.merged_into, o.account_id) = coalesce(ia.merged_into, i.account_id)
      order by f.id
      """;

  /** An inbox that fills mirrors sees their tables only. */
  private static final String SEE_VIEWS = "set local search_path to view, mirror";

  private TransferPairs() {}

  /** A pair with the reason why it does not fit any more, if there is one. */
  private record Fit(UUID transfer, Optional<UnmatchReason> reason) {}

  /** Transactions of one user that changed, and in which change. */
  private record Touched(UUID user, Map<UUID, Change> changes) {

    Set<UUID> ids() {
      return changes.keySet();
    }

    /** A pair that follows from a user's change belongs to it, so that one undo takes both back. */
    Change change(UUID transaction) {
      Change of = changes.getOrDefault(transaction, changes.values().iterator().next());
      return of.actor().isUser()
          ? of
          : new Change(user, of.id(), Actor.SYSTEM, of.at(), of.causedBy());
    }
  }

  /** Follows what the unit of work decided of transactions; does nothing if it decided nothing. */
  public static Mono<Void> follow(UnitOfWork unit) {
    return follow(unit, Map.of());
  }

  /**
   * @param stated by transaction, the other account of a transfer as a file states it
   */
  public static Mono<Void> follow(UnitOfWork unit, Map<UUID, UUID> stated) {
    List<Touched> touched = touched(unit.decided());
    return touched.isEmpty()
        ? Mono.empty()
        : unit.project()
            .thenMany(Flux.fromIterable(touched))
            .concatMap(one -> follow(unit, one, stated))
            .then();
  }

  /**
   * Takes pairs apart whose accounts are one account since they were merged. Nothing is decided
   * twice, so a repeated batch or a replay of the mirror decides nothing.
   *
   * @param merges of each user with a merge, the change that takes the pairs apart
   */
  public static Mono<Void> followMerges(UnitOfWork unit, Map<UUID, Change> merges) {
    return merges.isEmpty()
        ? Mono.empty()
        : unit.session()
            .sql(SEE_VIEWS)
            .then()
            .thenMany(Flux.fromIterable(merges.values()))
            .concatMap(
                change ->
                    unit.session()
                        .sql(MATCHED + OF_ONE_ACCOUNT)
                        .bind("user", change.user())
                        .map(
                            row ->
                                new Fit(
                                    Columns.uuid(row, "id"), Optional.of(UnmatchReason.ACCOUNT)))
                        .all()
                        .collectList()
                        .flatMap(
                            broken ->
                                takeApart(
                                    unit,
                                    new Touched(change.user(), Map.of(change.user(), change)),
                                    broken)))
            .then();
  }

  private static List<Touched> touched(List<PendingEvent> decided) {
    Map<UUID, Touched> users = new TreeMap<>(Ids.ORDER);
    for (PendingEvent pending : decided) {
      if (pending.event() instanceof TransactionEvent event && concerns(event)) {
        UUID user = pending.stream().user();
        users
            .computeIfAbsent(user, _ -> new Touched(user, new TreeMap<>(Ids.ORDER)))
            .changes()
            .put(event.id(), pending.change());
      }
    }
    return List.copyOf(users.values());
  }

  private static boolean concerns(TransactionEvent event) {
    return switch (event) {
      case TransactionEvent.EntryEvent _, TransactionEvent.LifecycleEvent _ -> true;
      case TransactionEvent.OverlayEvent _, TransactionEvent.LinkEvent _ -> false;
    };
  }

  private static Mono<Void> follow(UnitOfWork unit, Touched touched, Map<UUID, UUID> stated) {
    Session session = unit.session();
    return TransferSettingsView.of(session, touched.user())
        .flatMap(
            settings ->
                takeApart(unit, touched, settings)
                    .then(Mono.defer(() -> match(unit, touched, settings, stated))));
  }

  private static Mono<Void> takeApart(UnitOfWork unit, Touched touched, TransferSettings settings) {
    return unit.session()
        .sql(MATCHED + OF_TRANSACTIONS)
        .bind("user", touched.user())
        .bind("ids", touched.ids().toArray(UUID[]::new))
        .map(row -> fit(row, settings))
        .all()
        .filter(fit -> fit.reason().isPresent())
        .collectList()
        .flatMap(broken -> takeApart(unit, touched, broken));
  }

  private static Mono<Void> takeApart(UnitOfWork unit, Touched touched, List<Fit> broken) {
    if (broken.isEmpty()) {
      return Mono.empty();
    }
    List<StreamId> streams =
        broken.stream().map(fit -> TRANSFERS.id(touched.user(), fit.transfer())).toList();
    return unit.loadAll(TRANSFERS, streams)
        .doOnNext(
            loaded ->
                broken.forEach(
                    fit -> {
                      var stream =
                          Objects.requireNonNull(
                              loaded.get(TRANSFERS.id(touched.user(), fit.transfer())));
                      Change change =
                          stream.state() instanceof Transfer.Pair pair
                              ? touched.change(
                                  touched.ids().contains(pair.outgoing())
                                      ? pair.outgoing()
                                      : pair.incoming())
                              : touched.change(fit.transfer());
                      unit.decide(
                          TRANSFERS,
                          stream,
                          new TransferCommand.Unmatch(fit.reason().orElseThrow(), change.at()),
                          change);
                    }))
        .then(unit.project());
  }

  /**
   * Amounts of two currencies are not compared. A user's pair may be as far apart as it was and the
   * window more.
   */
  private static Fit fit(Readable row, TransferSettings settings) {
    int then = Math.abs(Columns.integer(row, "days_apart"));
    int now = Math.abs(Columns.integer(row, "days"));
    boolean byUser = TransferMatch.Source.USER.code().equals(Columns.text(row, "source"));
    int allowed = byUser ? then + settings.windowDays() : Math.max(then, settings.windowDays());
    java.math.BigDecimal outgoing = Columns.decimal(row, "outgoing_amount");
    java.math.BigDecimal incoming = Columns.decimal(row, "incoming_amount");
    boolean opposite =
        outgoing.signum() < 0
            && incoming.signum() > 0
            && (!Columns.bool(row, "same_currency") || outgoing.negate().compareTo(incoming) == 0);
    Optional<UnmatchReason> reason =
        Columns.bool(row, "removed")
            ? Optional.of(UnmatchReason.REMOVED)
            : !opposite
                ? Optional.of(UnmatchReason.AMOUNT)
                : Columns.bool(row, "same_account")
                    ? Optional.of(UnmatchReason.ACCOUNT)
                    : now > allowed ? Optional.of(UnmatchReason.DATE) : Optional.empty();
    return new Fit(Columns.uuid(row, "id"), reason);
  }

  private static Mono<Void> match(
      UnitOfWork unit, Touched touched, TransferSettings settings, Map<UUID, UUID> stated) {
    if (settings.mode() != TransferSettings.Mode.AUTOMATIC) {
      return Mono.empty();
    }
    Session session = unit.session();
    UUID user = touched.user();
    return TransferSources.accounts(session, user)
        .flatMap(
            accounts ->
                TransferSources.near(session, user, accounts, touched.ids(), settings.windowDays())
                    .filter(rows -> !rows.isEmpty())
                    .map(rows -> rows.stream().map(r -> r.stating(stated.get(r.id()))).toList())
                    .flatMap(
                        rows ->
                            TransferSources.blocked(
                                    session, user, rows, UnmatchReason.USER, UnmatchReason.UNDO)
                                .map(
                                    blocked ->
                                        clear(
                                            new TransferMatching(accounts, settings, blocked),
                                            rows,
                                            touched.ids()))))
        .flatMap(pairs -> match(unit, touched, pairs));
  }

  private static List<Pairing> clear(
      TransferMatching matching, List<BookedRow> rows, Set<UUID> fresh) {
    return matching.pairs(rows).stream()
        .filter(matching::automatic)
        .filter(
            pair -> fresh.contains(pair.outgoing().id()) || fresh.contains(pair.incoming().id()))
        .toList();
  }

  private static Mono<Void> match(UnitOfWork unit, Touched touched, List<Pairing> pairs) {
    List<Matching> matchings = new ArrayList<>();
    for (Pairing pair : pairs) {
      UUID leg =
          touched.ids().contains(pair.outgoing().id())
              ? pair.outgoing().id()
              : pair.incoming().id();
      matchings.add(new Matching(pair, touched.change(leg)));
    }
    return matchAll(unit, touched.user(), matchings).then(unit.project());
  }

  /** A pair that is to be matched automatically, as a part of a change. */
  record Matching(Pairing pair, Change change) {}

  /** Decides pairs with one load of their streams. */
  static Mono<Integer> matchAll(UnitOfWork unit, UUID user, List<Matching> matchings) {
    List<StreamId> streams = matchings.stream().map(m -> stream(user, m.pair())).toList();
    return unit.loadAll(TRANSFERS, streams)
        .map(
            loaded -> {
              int before = unit.decidedCount();
              for (Matching matching : matchings) {
                StreamId stream = stream(user, matching.pair());
                unit.decide(
                    TRANSFERS,
                    Objects.requireNonNull(loaded.get(stream)),
                    new TransferCommand.Match(
                        stream.id(),
                        matching.pair().match(TransferMatch.Source.AUTOMATIC),
                        matching.change().at()),
                    matching.change());
              }
              return unit.decidedCount() - before;
            });
  }

  private static StreamId stream(UUID user, Pairing pair) {
    return TRANSFERS.id(user, Transfer.id(user, pair.outgoing().id(), pair.incoming().id()));
  }
}
