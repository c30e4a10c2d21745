package florin.transactions.rule;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.rule.definition.RuleDefinition;
import florin.transactions.rule.evaluation.ActiveRule;
import florin.transactions.rule.evaluation.RuleReference;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** A user's rules in the order of their evaluation. */
public final class RuleQueries {

  private static final String ALL =
      """
      select * from rule
      where user_id = :user and not deleted
      order by position, id
      """;

  private static final String ONE =
      "select * from rule where user_id = :user and id = :id and not deleted";

  private static final String ENABLED =
      """
      select * from rule
      where user_id = any(:users) and enabled and not deleted
      order by user_id, position, id
      """;

  private RuleQueries() {}

  /** A rule that is not deleted. */
  public record StoredRule(
      UUID user, UUID id, int version, int position, boolean enabled, RuleDefinition definition) {

    private static StoredRule read(Readable row) {
      Rule.Present rule = RuleView.read(row);
      return new StoredRule(
          Columns.uuid(row, "user_id"),
          rule.id(),
          Columns.integer(row, "version"),
          rule.position(),
          rule.enabled(),
          rule.definition());
    }

    public ActiveRule active() {
      return new ActiveRule(new RuleReference(id, version), definition);
    }
  }

  static Mono<List<RuleResponse>> list(Session session, UUID user) {
    return all(session, user).map(RuleResponse::read).all().collectList();
  }

  static Mono<RuleResponse> one(Session session, UUID user, UUID id) {
    return session.sql(ONE).bind("user", user).bind("id", id).map(RuleResponse::read).one();
  }

  /** All rules of a user, enabled or not. */
  public static Mono<List<StoredRule>> stored(Session session, UUID user) {
    return all(session, user).map(StoredRule::read).all().collectList();
  }

  private static GenericExecuteSpec all(Session session, UUID user) {
    return session.sql(ALL).bind("user", user);
  }

  /** The enabled rules by user, with one query; users without rules have no entry. */
  public static Mono<Map<UUID, Collection<StoredRule>>> enabled(
      Session session, Collection<UUID> users) {
    return session
        .sql(ENABLED)
        .bind("users", users.toArray(UUID[]::new))
        .map(StoredRule::read)
        .all()
        .collectMultimap(StoredRule::user);
  }
}
