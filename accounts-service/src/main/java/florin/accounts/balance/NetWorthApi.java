package florin.accounts.balance;

import florin.accounts.balance.DayRange.Interval;
import florin.accounts.balance.NetWorthQueries.NetWorthGrouping;
import florin.accounts.user.UserQueries;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.journal.web.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Net worth")
class NetWorthApi {

  private final DatabaseReads reads;
  private final NetWorthQueries queries;
  private final UserQueries users;
  private final Cursors cursors;

  NetWorthApi(DatabaseReads reads, NetWorthQueries queries, UserQueries users, Cursors cursors) {
    this.cursors = cursors;
    this.reads = reads;
    this.queries = queries;
    this.users = users;
  }

  /**
   * A series; its items are whole unless a limit is given.
   *
   * @param unknown of every day with accounts of unknown balance, those accounts
   * @param changes of each currency from the first day to the last
   */
  record NetWorthSeriesResponse(
      List<NetWorthQueries.NetWorthResponse> items,
      List<NetWorthQueries.Unknown> unknown,
      List<NetWorthQueries.Change> changes,
      @Nullable String next) {}

  @GetMapping("/api/net-worth")
  @Operation(
      summary = "How your net worth went, in each currency",
      description =
          "from and to are days in your time zone, both included: the last 90 days if left out, ten"
              + " years at most, none after today. A week or month has the balances of its last day"
              + " within the range. Each day is the sum of its balances as"
              + " /api/accounts/{id}/balances has them. An account whose balance is unknown on a"
              + " day is in none of its sums, and is named beside them; changes leave out accounts"
              + " that are unknown on their first or last day. Hidden accounts count only if asked"
              + " for; an account that is in several groups counts in each of them.")
  Mono<NetWorthSeriesResponse> netWorth(
      Caller caller,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to,
      @RequestParam(defaultValue = "day") @Schema(allowableValues = {"day", "week", "month"})
          String interval,
      @RequestParam(defaultValue = "total")
          @Schema(allowableValues = {"total", "type", "group", "account"})
          String by,
      @RequestParam(defaultValue = "false") boolean includeHidden,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Interval step = word(Interval.values(), interval, "interval");
    NetWorthGrouping split = word(NetWorthGrouping.values(), by, "by");
    return reads.read(
        caller.user(),
        session ->
            users
                .zone(session, caller.user())
                .flatMap(
                    zone ->
                        queries.series(
                            session,
                            caller.user(),
                            DayRange.of(from, to, caller.at(), zone).points(step),
                            split,
                            includeHidden,
                            zone))
                .map(
                    found -> {
                      Page<NetWorthQueries.NetWorthResponse> page =
                          cursors.part(
                              "net worth %s %s %s %s %s %s"
                                  .formatted(caller.user(), from, to, interval, by, includeHidden),
                              found.items(),
                              limit,
                              cursor,
                              NetWorthApi::place);
                      return new NetWorthSeriesResponse(
                          page.items(), found.unknown(), found.changes(), page.next());
                    }));
  }

  /** Day and part of a sum; the numbers of a sum can change between two pages. */
  private static String place(NetWorthQueries.NetWorthResponse sum) {
    return "%s %s %s %s %s"
        .formatted(sum.date(), sum.currency(), sum.type(), sum.group(), sum.account());
  }

  private static <E extends Enum<E>> E word(E[] words, String given, String parameter) {
    return Arrays.stream(words)
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new Rejection(
                    ProblemType.INVALID_PARAMETER.code(),
                    "%s: '%s' (expected one of: %s)"
                        .formatted(
                            parameter, given, Arrays.toString(words).toLowerCase(Locale.ROOT)),
                    parameter));
  }
}
