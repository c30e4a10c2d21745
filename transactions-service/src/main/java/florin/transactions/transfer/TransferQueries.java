package florin.transactions.transfer;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.transfer.TransferResponse.LegResponse;
import florin.transactions.transfer.TransferResponse.SettingsResponse;
import florin.transactions.transfer.TransferResponse.SuggestionResponse;
import florin.transactions.transfer.matching.TransferMatch;
import florin.transactions.transfer.matching.TransferMatching;
import florin.transactions.transfer.matching.TransferMatching.Pairing;
import florin.transactions.transfer.matching.TransferReason;
import florin.transactions.transfer.matching.TransferSettings;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Reads pairs, suggestions and settings of one user. */
public final class TransferQueries {

  /** A suggestion below this score is not shown. */
  private static final int SUGGESTED = 40;

  private static final String LEG =
      """
      select t.id, coalesce(a.merged_into, t.account_id) as account_id, t.date, t.amount, t.currency,
        coalesce(t.own_description, t.description) as description, t.pending, t.removed_by is not null as removed,
        coalesce(s.own_name, s.bank_name, o.name) as account_name
      from transaction t
      left join mirror.account a on a.user_id = t.user_id and a.id = t.account_id
      left join mirror.account s on s.user_id = t.user_id and s.id = coalesce(a.merged_into, t.account_id)
      left join mirror.observed_account o
        on o.user_id = t.user_id and o.account_id = coalesce(a.merged_into, t.account_id)
      where t.user_id = :user and t.id = any(:ids)
      """;

  private static final String ROWS =
      """
      select f.*, o.date as place, i.date - o.date as days
      from transfer f
      join transaction o on o.user_id = f.user_id and o.id = f.outgoing_id
      join transaction i on i.user_id = f.user_id and i.id = f.incoming_id
      where f.user_id = :user
      """;

  private static final String SETTINGS =
      "select mode, window_days, threshold, version from transfer_settings where user_id = :user";

  private static final Comparator<Pairing> NEWEST_FIRST =
      Comparator.comparing((Pairing p) -> p.outgoing().date())
          .thenComparing(TransferQueries::id)
          .reversed();

  /** A pair as it is stored, with the value that it is sorted by. */
  private record StoredPair(
      Transfer.Pair pair, LocalDate place, int days, Instant at, int version) {}

  private TransferQueries() {}

  static Mono<TransferResponse> one(Session session, UUID user, UUID id) {
    return read(session, user, session.sql(ROWS + " and f.id = :id").bind("id", id))
        .flatMap(rows -> Mono.justOrEmpty(rows.stream().findFirst()));
  }

  /** Pairs in a state, the newest outgoing transaction first. */
  static Mono<List<TransferResponse>> list(
      Session session, UUID user, String state, List<String> after, int limit) {
    String onward = after.isEmpty() ? "" : " and (o.date, f.id) < (:date, :id)";
    GenericExecuteSpec statement =
        session
            .sql(
                ROWS
                    + " and f.state = :state"
                    + onward
                    + " order by o.date desc, f.id desc limit :limit")
            .bind("state", state)
            .bind("limit", limit);
    if (!after.isEmpty()) {
      statement =
          statement
              .bind("date", LocalDate.parse(after.get(0)))
              .bind("id", UUID.fromString(after.get(1)));
    }
    return read(session, user, statement);
  }

  static List<String> place(TransferResponse row) {
    return List.of(row.outgoing().date().toString(), row.id().toString());
  }

  private static Mono<List<TransferResponse>> read(
      Session session, UUID user, GenericExecuteSpec statement) {
    return statement
        .bind("user", user)
        .map(TransferQueries::stored)
        .all()
        .collectList()
        .flatMap(
            rows ->
                legs(
                        session,
                        user,
                        rows.stream()
                            .flatMap(r -> Stream.of(r.pair().outgoing(), r.pair().incoming()))
                            .toList())
                    .map(legs -> rows.stream().map(row -> response(row, legs)).toList()));
  }

  private static StoredPair stored(Readable row) {
    return new StoredPair(
        TransferView.read(row),
        Columns.date(row, "place"),
        Columns.integer(row, "days"),
        Columns.instant(row, "at"),
        Columns.integer(row, "version"));
  }

  private static TransferResponse response(StoredPair row, Map<UUID, LegResponse> legs) {
    Transfer.Pair pair = row.pair();
    return new TransferResponse(
        pair.id(),
        pair.status().code(),
        Objects.requireNonNull(legs.get(pair.outgoing())),
        Objects.requireNonNull(legs.get(pair.incoming())),
        pair.match().map(match -> match.source().code()).orElse(null),
        pair.match().map(TransferMatch::score).orElse(null),
        pair.match().map(match -> codes(match.reasons())).orElse(List.of()),
        row.days(),
        pair.ended().map(TransferEvent.UnmatchReason::code).orElse(null),
        row.at(),
        row.version());
  }

  private static List<String> codes(List<TransferReason> reasons) {
    return reasons.stream().map(TransferReason::code).toList();
  }

  static Mono<Map<UUID, LegResponse>> legs(Session session, UUID user, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Mono.just(Map.of())
        : session
            .sql(LEG)
            .bind("user", user)
            .bind("ids", ids.toArray(UUID[]::new))
            .map(TransferQueries::leg)
            .all()
            .collectMap(LegResponse::transactionId);
  }

  private static LegResponse leg(Readable row) {
    return new LegResponse(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "account_id"),
        row.get("account_name", String.class),
        Columns.date(row, "date"),
        new Money(Columns.decimal(row, "amount"), new CurrencyCode(Columns.text(row, "currency"))),
        Columns.text(row, "description"),
        Columns.bool(row, "pending"),
        Columns.bool(row, "removed"));
  }

  static Mono<SettingsResponse> settings(Session session, UUID user) {
    return session
        .sql(SETTINGS)
        .bind("user", user)
        .map(
            row ->
                new SettingsResponse(
                    Columns.text(row, "mode"),
                    Columns.integer(row, "window_days"),
                    Columns.integer(row, "threshold"),
                    Columns.integer(row, "version")))
        .one()
        .defaultIfEmpty(
            new SettingsResponse(
                TransferSettings.DEFAULT.mode().code(),
                TransferSettings.DEFAULT.windowDays(),
                TransferSettings.DEFAULT.threshold(),
                0));
  }

  /**
   * Every pair of the history without a transfer.
   *
   * @param matching with the settings that decide which of them are clear
   */
  record Found(TransferMatching matching, List<Pairing> pairs) {

    List<Pairing> automatic() {
      return pairs.stream().filter(matching::automatic).toList();
    }

    /** Those that are worth the user's attention, the newest first. */
    List<Pairing> suggested() {
      return pairs.stream()
          .filter(pair -> pair.score().percent() >= SUGGESTED)
          .sorted(NEWEST_FIRST)
          .toList();
    }
  }

  static Mono<Found> found(Session session, UUID user, TransferSettings settings) {
    return TransferSources.accounts(session, user)
        .flatMap(
            accounts ->
                TransferSources.all(session, user, accounts, settings.windowDays())
                    .flatMap(
                        rows ->
                            TransferSources.blocked(
                                    session, user, rows, TransferEvent.UnmatchReason.USER)
                                .map(
                                    blocked -> {
                                      TransferMatching matching =
                                          new TransferMatching(accounts, settings, blocked);
                                      return new Found(matching, matching.pairs(rows));
                                    })));
  }

  /** One page of suggestions; none while the search is off. */
  public static Mono<List<SuggestionResponse>> suggestions(
      Session session, UUID user, List<String> after, int limit) {
    return suggested(session, user)
        .map(
            pairs ->
                pairs.stream()
                    .filter(pair -> after.isEmpty() || isAfter(pair, after))
                    .limit(limit)
                    .toList())
        .flatMap(
            pairs ->
                legs(
                        session,
                        user,
                        pairs.stream()
                            .flatMap(p -> Stream.of(p.outgoing().id(), p.incoming().id()))
                            .toList())
                    .map(legs -> pairs.stream().map(pair -> suggestion(pair, legs)).toList()));
  }

  /** The number of suggestions; 0 while the search is off. */
  public static Mono<Integer> suggestionCount(Session session, UUID user) {
    return suggested(session, user).map(List::size);
  }

  private static Mono<List<Pairing>> suggested(Session session, UUID user) {
    return TransferSettingsView.of(session, user)
        .filter(settings -> settings.mode() != TransferSettings.Mode.OFF)
        .flatMap(settings -> found(session, user, settings))
        .map(Found::suggested)
        .defaultIfEmpty(List.of());
  }

  private static boolean isAfter(Pairing pair, List<String> after) {
    LocalDate date = LocalDate.parse(after.get(0));
    int days = pair.outgoing().date().compareTo(date);
    return days < 0 || days == 0 && id(pair).compareTo(after.get(1)) < 0;
  }

  public static List<String> place(SuggestionResponse row) {
    return List.of(row.outgoing().date().toString(), row.id());
  }

  private static SuggestionResponse suggestion(Pairing pair, Map<UUID, LegResponse> legs) {
    return new SuggestionResponse(
        id(pair),
        Objects.requireNonNull(legs.get(pair.outgoing().id())),
        Objects.requireNonNull(legs.get(pair.incoming().id())),
        pair.score().percent(),
        codes(pair.score().reasons()),
        pair.daysApart());
  }

  /** A suggestion is not stored: its id consists of the ids of its transactions. */
  static String id(Pairing pair) {
    return pair.outgoing().id() + "_" + pair.incoming().id();
  }
}
