package florin.accounts.group;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.Columns;
import florin.journal.Session;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads what a snapshot shows. */
@Component
class SnapshotQueries {

  private static final String AVAILABLE =
      """
      select a.account_id, coalesce(a.own_name, a.bank_name) as name,
          coalesce(a.own_type, a.type) as type, i.name as institution, a.currency, a.current
      from account a
      left join institution i on i.user_id = a.user_id and i.institution_id = a.institution_id
      where a.user_id = :user and not a.hidden and a.closed_by is null
        and not exists (
          select from account_merge m
          where m.user_id = a.user_id and m.account_id = a.account_id)
      order by i.name nulls last, coalesce(a.own_name, a.bank_name), a.account_id
      """;

  private final GroupQueries groups;

  SnapshotQueries(GroupQueries groups) {
    this.groups = groups;
  }

  /**
   * @param tooMany what a choice had to leave out
   */
  Mono<Snapshot> read(Session session, UUID user, List<UUID> tooMany) {
    return GroupRows.of(session, user)
        .flatMap(
            rows ->
                groups
                    .survivors(session, user)
                    .map(survivors -> seen(rows.groups().selection(), survivors))
                    .flatMap(chosen -> snapshot(session, user, chosen, tooMany, rows.version())));
  }

  private static Optional<List<UUID>> seen(Optional<List<UUID>> chosen, Map<UUID, UUID> survivors) {
    return chosen.map(ids -> ids.stream().map(id -> survivors.getOrDefault(id, id)).toList());
  }

  private static Mono<Snapshot> snapshot(
      Session session, UUID user, Optional<List<UUID>> chosen, List<UUID> tooMany, int version) {
    return session
        .sql(AVAILABLE)
        .bind("user", user)
        .map(SnapshotQueries::item)
        .all()
        .collectList()
        .map(available -> Snapshot.of(available, chosen, tooMany, version));
  }

  private static Snapshot.Item item(Readable row) {
    BigDecimal current = row.get("current", BigDecimal.class);
    return new Snapshot.Item(
        Columns.uuid(row, "account_id"),
        Columns.text(row, "name"),
        Columns.text(row, "type"),
        row.get("institution", String.class),
        current == null
            ? null
            : new Money(current, new CurrencyCode(Columns.text(row, "currency"))));
  }
}
