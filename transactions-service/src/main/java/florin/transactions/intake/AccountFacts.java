package florin.transactions.intake;

import florin.events.Topic;
import florin.events.accounts.AccountClosed;
import florin.events.accounts.AccountOpened;
import florin.events.accounts.AccountReopened;
import florin.journal.UnitOfWork;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Mirrors which accounts there are, so that a manual transaction finds its account. */
@Component
class AccountFacts implements Inbox {

  private static final String UPSERT =
      """
      insert into account as a (id, user_id, currency, closed)
      select k.id, k.user_id, coalesce(k.currency, a0.currency), k.closed
      from unnest(:ids::uuid[], :users::uuid[], :currencies::text[], :closed::boolean[]) as k (id, user_id, currency, closed)
      left join account a0 on a0.id = k.id
      where k.currency is not null or a0.id is not null
      on conflict (id) do update set currency = excluded.currency, closed = excluded.closed
      where (a.currency, a.closed) is distinct from (excluded.currency, excluded.closed)
      """;

  private record Row(UUID user, @Nullable String currency, boolean closed) {}

  @Override
  public Topic topic() {
    return Topic.ACCOUNTS_EVENTS;
  }

  @Override
  public List<String> mirrors() {
    return List.of("account");
  }

  @Override
  public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
    TreeMap<UUID, Row> rows = new TreeMap<>();
    for (InboundEvent inbound : events) {
      switch (inbound.event()) {
        case AccountOpened opened ->
            rows.put(opened.getAccountId(), new Row(inbound.user(), opened.getCurrency(), false));
        case AccountClosed closed ->
            rows.merge(
                closed.getAccountId(), new Row(inbound.user(), null, true), AccountFacts::then);
        case AccountReopened reopened ->
            rows.merge(
                reopened.getAccountId(), new Row(inbound.user(), null, false), AccountFacts::then);
        default -> {
          // names, balances and people do not matter here
        }
      }
    }
    return rows.isEmpty() ? Mono.empty() : upsert(unit, rows);
  }

  private static Row then(Row before, Row after) {
    return new Row(
        after.user(),
        after.currency() == null ? before.currency() : after.currency(),
        after.closed());
  }

  private static Mono<Void> upsert(UnitOfWork unit, Map<UUID, Row> rows) {
    return unit.session()
        .sql(UPSERT)
        .bind("ids", rows.keySet().toArray(UUID[]::new))
        .bind("users", rows.values().stream().map(Row::user).toArray(UUID[]::new))
        .bind("currencies", rows.values().stream().map(Row::currency).toArray(String[]::new))
        .bind("closed", rows.values().stream().map(Row::closed).toArray(Boolean[]::new))
        .then();
  }
}
