package florin.accounts.group;

import florin.accounts.dayend.CurrentBalances;
import florin.accounts.dayend.CurrentBalances.Current;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import io.r2dbc.spi.Readable;
import java.time.Instant;
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
          coalesce(a.own_type, a.type) as type, i.name as institution
      from account a
      left join institution i on i.user_id = a.user_id and i.institution_id = a.institution_id
      where a.user_id = :user and not a.hidden and a.closed_by is null
        and not exists (
          select from account_merge m
          where m.user_id = a.user_id and m.account_id = a.account_id)
      order by i.name nulls last, coalesce(a.own_name, a.bank_name), a.account_id
      """;

  private final GroupQueries groups;
  private final CurrentBalances balances;

  SnapshotQueries(GroupQueries groups, CurrentBalances balances) {
    this.groups = groups;
    this.balances = balances;
  }

  /**
   * @param now decides which day is today
   * @param tooMany what a choice had to leave out
   */
  Mono<SnapshotResponse> read(Session session, UUID user, Instant now, List<UUID> tooMany) {
    return StoredGroups.of(session, user)
        .flatMap(
            rows ->
                groups
                    .survivors(session, user)
                    .map(survivors -> seen(rows.groups().selection(), survivors))
                    .flatMap(
                        chosen ->
                            available(session, user, now)
                                .map(
                                    available ->
                                        SnapshotResponse.of(
                                            available, chosen, tooMany, rows.version()))));
  }

  private static Optional<List<UUID>> seen(Optional<List<UUID>> chosen, Map<UUID, UUID> survivors) {
    return chosen.map(ids -> ids.stream().map(id -> survivors.getOrDefault(id, id)).toList());
  }

  private Mono<List<SnapshotResponse.SnapshotAccountResponse>> available(
      Session session, UUID user, Instant now) {
    return balances
        .all(session, user, now)
        .flatMap(
            current ->
                session
                    .sql(AVAILABLE)
                    .bind("user", user)
                    .map(row -> item(row, current))
                    .all()
                    .collectList());
  }

  private static SnapshotResponse.SnapshotAccountResponse item(
      Readable row, Map<UUID, Current> current) {
    UUID account = Columns.uuid(row, "account_id");
    Current today = current.get(account);
    return new SnapshotResponse.SnapshotAccountResponse(
        account,
        Columns.text(row, "name"),
        Columns.text(row, "type"),
        row.get("institution", String.class),
        today == null ? null : today.balance());
  }
}
