package florin.transactions.rule.run;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.rule.definition.ConditionField;
import florin.transactions.rule.evaluation.ActiveRule;
import florin.transactions.rule.evaluation.RuleReferences;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Reads what the ids in rules and transactions of some users stand for. */
final class RuleReferenceQueries {

  private static final String MERGED_OR_ARCHIVED =
      """
      select user_id, id, canonical_id as survivor, archived
      from category where user_id = any(:users) and (canonical_id is not null or archived)
      union all
      select user_id, id, canonical_id, archived
      from merchant_word where user_id = any(:users) and (canonical_id is not null or archived)
      union all
      select user_id, id, merged_into, false
      from mirror.account where user_id = any(:users) and merged_into is not null
      """;

  private static final String MERCHANT_NAMES =
      """
      select m.user_id, m.id, coalesce(w.own_name, m.name) as name
      from merchant m
      left join merchant_word w on w.user_id = m.user_id and w.id = m.id
      where m.user_id = any(:users)
      """;

  private RuleReferenceQueries() {}

  private record Merged(UUID user, UUID id, Optional<UUID> survivor, boolean archived) {}

  private record Named(UUID user, UUID id, String name) {}

  /**
   * @param rules of the users; the names of merchants are read if a condition compares them
   */
  static Mono<Map<UUID, RuleReferences>> of(
      Session session, Collection<UUID> users, Collection<ActiveRule> rules) {
    UUID[] ids = users.toArray(UUID[]::new);
    return session
        .sql(MERGED_OR_ARCHIVED)
        .bind("users", ids)
        .map(
            row ->
                new Merged(
                    Columns.uuid(row, "user_id"),
                    Columns.uuid(row, "id"),
                    Optional.ofNullable(row.get("survivor", UUID.class)),
                    Columns.bool(row, "archived")))
        .all()
        .collectMultimap(Merged::user)
        .zipWhen(_ -> names(session, ids, rules))
        .map(
            found -> {
              Map<UUID, RuleReferences> references = new HashMap<>();
              for (UUID user : users) {
                references.put(
                    user,
                    references(
                        found.getT1().getOrDefault(user, Set.of()),
                        found.getT2().getOrDefault(user, Set.of())));
              }
              return references;
            });
  }

  private static Mono<Map<UUID, Collection<Named>>> names(
      Session session, UUID[] users, Collection<ActiveRule> rules) {
    if (rules.stream().noneMatch(RuleReferenceQueries::comparesMerchantNames)) {
      return Mono.just(Map.of());
    }
    return session
        .sql(MERCHANT_NAMES)
        .bind("users", users)
        .map(
            row ->
                new Named(
                    Columns.uuid(row, "user_id"),
                    Columns.uuid(row, "id"),
                    Columns.text(row, "name")))
        .all()
        .collectMultimap(Named::user);
  }

  private static boolean comparesMerchantNames(ActiveRule rule) {
    return Stream.concat(
            rule.definition().conditions().stream(),
            rule.definition().groups().stream().flatMap(group -> group.conditions().stream()))
        .anyMatch(
            condition ->
                condition.field() == ConditionField.MERCHANT
                    && condition.operator().comparesText());
  }

  private static RuleReferences references(Collection<Merged> merged, Collection<Named> named) {
    Map<UUID, UUID> survivors = new HashMap<>();
    Set<UUID> archived = new HashSet<>();
    for (Merged one : merged) {
      one.survivor().ifPresent(survivor -> survivors.put(one.id(), survivor));
      if (one.archived()) {
        archived.add(one.id());
      }
    }
    Map<UUID, String> names = new HashMap<>();
    named.forEach(one -> names.put(one.id(), one.name()));
    return new RuleReferences(survivors, archived, names);
  }
}
