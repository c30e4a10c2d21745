package florin.transactions.rule;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.journal.web.field.FieldChecks;
import florin.transactions.category.CategoryQueries;
import florin.transactions.filter.TagNames;
import florin.transactions.merchant.MerchantQueries;
import florin.transactions.rule.definition.ConditionField;
import florin.transactions.rule.definition.RuleActions;
import florin.transactions.rule.definition.RuleCondition;
import florin.transactions.rule.definition.RuleDefinition;
import florin.transactions.rule.definition.RuleDefinition.ConditionGroup;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** The categories, merchants and accounts that a rule names: each is replaced by its survivor. */
public final class RuleIds {

  private static final String ACCOUNTS =
      "select id from mirror.account where user_id = :user and id = any(:ids)";

  private RuleIds() {}

  /**
   * The definition with the survivors of merged categories and merchants, and with tags in the
   * spelling in use.
   *
   * @throws Rejection if one is not there or archived
   */
  public static Mono<RuleDefinition> resolved(
      Session session, UUID user, RuleDefinition definition) {
    RuleActions actions = definition.actions();
    Set<UUID> categories = ids(definition, ConditionField.CATEGORY);
    actions.category().ifPresent(categories::add);
    Set<UUID> merchants = ids(definition, ConditionField.MERCHANT);
    actions.merchant().ifPresent(merchants::add);
    return demandAccounts(session, user, ids(definition, ConditionField.ACCOUNT))
        .then(
            Mono.defer(
                () ->
                    CategoryQueries.survivors(
                        session,
                        user,
                        categories,
                        id -> pointer(definition, id, actions.category(), "categoryId"))))
        .zipWhen(
            _ ->
                MerchantQueries.survivors(
                    session,
                    user,
                    merchants,
                    actions.merchant().isPresent() ? "/actions/merchantId" : "/conditions"))
        .zipWhen(_ -> TagNames.meant(session, user, Set.copyOf(actions.addTags())))
        .map(
            found ->
                replaced(
                    definition,
                    found.getT1().getT1(),
                    found.getT1().getT2(),
                    found.getT2().stream().sorted().toList()));
  }

  private static String pointer(
      RuleDefinition definition, UUID id, java.util.Optional<UUID> set, String name) {
    if (set.filter(id::equals).isPresent()) {
      return "/actions/" + name;
    }
    for (int i = 0; i < definition.conditions().size(); i++) {
      int index = definition.conditions().get(i).ids().indexOf(id);
      if (index >= 0) {
        return "/conditions/" + i + "/ids/" + index;
      }
    }
    return "/groups";
  }

  private static Set<UUID> ids(RuleDefinition definition, ConditionField field) {
    Set<UUID> ids = new HashSet<>();
    Stream.concat(
            definition.conditions().stream(),
            definition.groups().stream().flatMap(group -> group.conditions().stream()))
        .filter(condition -> condition.field() == field)
        .forEach(condition -> ids.addAll(condition.ids()));
    return ids;
  }

  private static Mono<Void> demandAccounts(Session session, UUID user, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(ACCOUNTS)
        .bind("user", user)
        .bind("ids", ids.toArray(UUID[]::new))
        .map(row -> Columns.uuid(row, "id"))
        .all()
        .collectList()
        .doOnNext(
            found -> {
              Set<UUID> missing = new HashSet<>(ids);
              missing.removeAll(Set.copyOf(found));
              if (!missing.isEmpty()) {
                throw FieldChecks.unknownAccount(missing.iterator().next(), "ids", "/conditions");
              }
            })
        .then();
  }

  private static RuleDefinition replaced(
      RuleDefinition definition,
      Map<UUID, UUID> categories,
      Map<UUID, UUID> merchants,
      List<String> tags) {
    UnaryOperator<List<RuleCondition>> conditions =
        list -> list.stream().map(one -> replaced(one, categories, merchants)).toList();
    RuleActions actions = definition.actions();
    return new RuleDefinition(
        definition.name(),
        definition.match(),
        conditions.apply(definition.conditions()),
        definition.groups().stream()
            .map(group -> new ConditionGroup(group.match(), conditions.apply(group.conditions())))
            .toList(),
        new RuleActions(
            actions.category().map(categories::get),
            actions.merchant().map(merchants::get),
            actions.description(),
            actions.note(),
            tags,
            actions.removeTags(),
            actions.excluded(),
            actions.transfer(),
            actions.stop()));
  }

  private static RuleCondition replaced(
      RuleCondition condition, Map<UUID, UUID> categories, Map<UUID, UUID> merchants) {
    return new RuleCondition(
        condition.field(),
        condition.operator(),
        condition.negated(),
        condition.text(),
        condition.ids().stream()
            .map(id -> categories.getOrDefault(id, merchants.getOrDefault(id, id)))
            .distinct()
            .toList(),
        condition.amount(),
        condition.value());
  }
}
