package florin.planning.mirror.account;

import florin.journal.database.Session;
import florin.planning.mirror.batch.MirrorKey;
import java.util.List;
import reactor.core.publisher.Mono;

/** Keeps {@code mirror.account_subtype}: the bank's subtype and the user's change independently. */
public final class SubtypeMirror {

  private static final String BANK =
      """
      insert into account_subtype as a (user_id, account_id, bank_subtype)
      select r.user_id, r.account_id, r.subtype
      from unnest(:users::uuid[], :ids::uuid[], :subtypes::text[]) as r (user_id, account_id, subtype)
      order by r.user_id, r.account_id
      on conflict (user_id, account_id) do update set bank_subtype = excluded.bank_subtype
      where a.bank_subtype is distinct from excluded.bank_subtype
      """;

  private static final String OWN =
      """
      insert into account_subtype as a (user_id, account_id, own_subtype)
      select r.user_id, r.account_id, r.subtype
      from unnest(:users::uuid[], :ids::uuid[], :subtypes::text[]) as r (user_id, account_id, subtype)
      order by r.user_id, r.account_id
      on conflict (user_id, account_id) do update set own_subtype = excluded.own_subtype
      where a.own_subtype is distinct from excluded.own_subtype
      """;

  public Mono<Void> apply(Session session, List<SubtypeFact> facts) {
    return write(session, BANK, last(facts, false))
        .then(Mono.defer(() -> write(session, OWN, last(facts, true))));
  }

  private static List<SubtypeFact> last(List<SubtypeFact> facts, boolean own) {
    return MirrorKey.folded(
        facts.stream().filter(fact -> fact.own() == own),
        SubtypeMirror::key,
        (_, second) -> second);
  }

  private static Mono<Void> write(Session session, String statement, List<SubtypeFact> facts) {
    if (facts.isEmpty()) {
      return Mono.empty();
    }
    List<MirrorKey> keys = facts.stream().map(SubtypeMirror::key).toList();
    return session
        .sql(statement)
        .bind("users", MirrorKey.users(keys))
        .bind("ids", MirrorKey.ids(keys))
        .bind(
            "subtypes",
            facts.stream().map(fact -> fact.subtype().orElse(null)).toArray(String[]::new))
        .then();
  }

  private static MirrorKey key(SubtypeFact fact) {
    return new MirrorKey(fact.user(), fact.account());
  }
}
