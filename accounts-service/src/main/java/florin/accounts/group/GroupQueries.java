package florin.accounts.group;

import florin.journal.database.Columns;
import florin.journal.database.Session;
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

  private record MergedAccount(UUID account, UUID survivor) {}

  Mono<List<GroupResponse>> all(Session session, UUID user) {
    return StoredGroups.of(session, user)
        .flatMap(
            rows ->
                survivors(session, user)
                    .map(
                        survivors ->
                            GroupResponse.all(user, rows.groups(), survivors, rows.version())));
  }

  Mono<GroupResponse> one(Session session, UUID user, UUID group) {
    return all(session, user)
        .flatMapIterable(items -> items)
        .filter(item -> item.id().equals(group))
        .next();
  }

  Mono<Map<UUID, UUID>> survivors(Session session, UUID user) {
    return session
        .sql(SURVIVORS)
        .bind("user", user)
        .map(
            row ->
                new MergedAccount(
                    Columns.uuid(row, "account_id"), Columns.uuid(row, "survivor_id")))
        .all()
        .collectMap(MergedAccount::account, MergedAccount::survivor);
  }
}
