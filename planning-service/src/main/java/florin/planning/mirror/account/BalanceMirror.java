package florin.planning.mirror.account;

import florin.journal.database.Session;
import florin.planning.mirror.account.AccountUpdate.Balance;
import florin.planning.mirror.batch.MirrorKey;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Keeps {@code mirror.balance}: the observation of each account that counts, whole. As in the
 * accounts service the bank's word goes before what a user entered, and a later one before an
 * earlier.
 */
public final class BalanceMirror {

  private static final String OBSERVE =
      """
      insert into balance as b (user_id, account_id, current_amount, available_amount, credit_limit, currency,
          source, observed_at)
      select r.user_id, r.account_id, r.current_amount, r.available_amount, r.credit_limit, r.currency,
          r.source, r.observed_at
      from unnest(:users::uuid[], :ids::uuid[], :currents::numeric[], :availables::numeric[], :limits::numeric[],
          :currencies::text[], :sources::text[], :observedAts::timestamptz[])
        as r (user_id, account_id, current_amount, available_amount, credit_limit, currency, source, observed_at)
      order by r.user_id, r.account_id
      on conflict (user_id, account_id) do update
      set current_amount = excluded.current_amount, available_amount = excluded.available_amount,
          credit_limit = excluded.credit_limit, currency = excluded.currency, source = excluded.source,
          observed_at = excluded.observed_at
      where ((excluded.source = 'provider') > (b.source = 'provider')
          or ((excluded.source = 'provider') = (b.source = 'provider') and excluded.observed_at >= b.observed_at))
        and (b.current_amount, b.available_amount, b.credit_limit, b.currency, b.source, b.observed_at)
          is distinct from (excluded.current_amount, excluded.available_amount, excluded.credit_limit,
            excluded.currency, excluded.source, excluded.observed_at)
      """;

  public Mono<Void> apply(Session session, List<AccountUpdate> facts) {
    List<Balance> latest =
        MirrorKey.folded(
            facts.stream().filter(Balance.class::isInstance).map(Balance.class::cast),
            balance -> new MirrorKey(balance.user(), balance.account()),
            BalanceMirror::counting);
    return latest.isEmpty() ? Mono.empty() : observe(session, latest);
  }

  /** The valid one of two balances, of which the second came later. */
  private static Balance counting(Balance first, Balance second) {
    if (first.fromBank() != second.fromBank()) {
      return first.fromBank() ? first : second;
    }
    return second.observedAt().isBefore(first.observedAt()) ? first : second;
  }

  private static Mono<Void> observe(Session session, List<Balance> balances) {
    List<MirrorKey> keys =
        balances.stream().map(b -> new MirrorKey(b.user(), b.account())).toList();
    return session
        .sql(OBSERVE)
        .bind("users", MirrorKey.users(keys))
        .bind("ids", MirrorKey.ids(keys))
        .bind("currents", amounts(balances, Balance::current))
        .bind("availables", amounts(balances, Balance::available))
        .bind("limits", amounts(balances, Balance::creditLimit))
        .bind("currencies", balances.stream().map(Balance::currency).toArray(String[]::new))
        .bind("sources", balances.stream().map(Balance::source).toArray(String[]::new))
        .bind(
            "observedAts",
            balances.stream()
                .map(b -> b.observedAt().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new))
        .then();
  }

  private static BigDecimal[] amounts(
      List<Balance> balances, Function<Balance, Optional<BigDecimal>> amount) {
    return balances.stream().map(b -> amount.apply(b).orElse(null)).toArray(BigDecimal[]::new);
  }
}
