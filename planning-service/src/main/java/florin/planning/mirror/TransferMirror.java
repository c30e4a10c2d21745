package florin.planning.mirror;

import florin.journal.database.Session;
import florin.planning.mirror.batch.MirrorKey;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Keeps {@code mirror.transfer}: which transactions are transfers. */
final class TransferMirror {

  private static final String UPSERT =
      """
      insert into transfer as t (user_id, transfer_id, outgoing_id, incoming_id, matched)
      select r.user_id, r.transfer_id, r.outgoing_id, r.incoming_id, r.matched
      from unnest(:users::uuid[], :ids::uuid[], :outgoing::uuid[], :incoming::uuid[], :matched::boolean[])
        as r (user_id, transfer_id, outgoing_id, incoming_id, matched)
      order by r.user_id, r.transfer_id
      on conflict (user_id, transfer_id) do update set matched = excluded.matched
      where t.matched <> excluded.matched
      """;

  Mono<Void> apply(Session session, List<TransferFact> facts) {
    List<TransferFact> rows =
        MirrorKey.folded(
            facts.stream(),
            fact -> new MirrorKey(fact.user(), fact.transfer()),
            (_, second) -> second);
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(UPSERT)
            .bind("users", rows.stream().map(TransferFact::user).toArray(UUID[]::new))
            .bind("ids", rows.stream().map(TransferFact::transfer).toArray(UUID[]::new))
            .bind("outgoing", rows.stream().map(TransferFact::outgoing).toArray(UUID[]::new))
            .bind("incoming", rows.stream().map(TransferFact::incoming).toArray(UUID[]::new))
            .bind("matched", rows.stream().map(TransferFact::matched).toArray(Boolean[]::new))
            .then();
  }
}
