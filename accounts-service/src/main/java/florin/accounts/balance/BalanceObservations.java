package florin.accounts.balance;

import florin.journal.database.Session;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Reads the statements of balances, by account and time. */
final class BalanceObservations {

  private static final String FIRST =
      "select account_id, observed_at, source, currency, current, available, credit_limit, at"
          + " from balance where user_id = :user";
  private static final String NEXT =
      FIRST + " and (account_id, observed_at, source) > (:account, :observedAt, :source)";
  private static final String ORDER = " order by account_id, observed_at, source limit :limit";

  private BalanceObservations() {}

  /**
   * @param last the last one of the page before, if there is one
   */
  static Mono<List<BalanceObservationResponse>> after(
      Session session, UUID user, Optional<BalanceObservationResponse> last, int limit) {
    GenericExecuteSpec statement =
        session
            .sql((last.isPresent() ? NEXT : FIRST) + ORDER)
            .bind("user", user)
            .bind("limit", limit);
    if (last.isPresent()) {
      statement =
          statement
              .bind("account", last.get().accountId())
              .bind("observedAt", last.get().observedAt().atOffset(ZoneOffset.UTC))
              .bind("source", last.get().source());
    }
    return statement.map(BalanceObservationResponse::read).all().collectList();
  }
}
