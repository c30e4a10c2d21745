package florin.accounts.group;

import florin.journal.Columns;
import florin.journal.Session;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads groups as the client sees them. */
@Component
class GroupQueries {

  private static final String SURVIVORS =
      "select account_id, survivor_id from account_merge where user_id = :user";

  private record Merge(UUID account, UUID survivor) {}

  Mono<List<GroupItem>> all(Session session, UUID user) {
    return GroupRows.of(session, user)
        .flatMap(
            rows ->
                survivors(session, user)
                    .map(
                        survivors ->
                            GroupItem.all(user, rows.groups(), survivors, rows.version())));
  }

  Mono<GroupItem> one(Session session, UUID user, UUID group) {
    return all(session, user)
        .flatMapIterable(items -> items)
        .filter(item -> item.id().equals(group))
        .next();
  }

  Mono<Map<UUID, UUID>> survivors(Session session, UUID user) {
    return session
        .sql(SURVIVORS)
        .bind("user", user)
        .map(row -> new Merge(Columns.uuid(row, "account_id"), Columns.uuid(row, "survivor_id")))
        .all()
        .collectMap(Merge::account, Merge::survivor);
  }
}
