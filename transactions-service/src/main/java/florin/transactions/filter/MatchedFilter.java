package florin.transactions.filter;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.category.CategoryIndex;
import florin.transactions.filter.TransactionFilter.MergedMembers;
import florin.transactions.projection.SplitParts;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/**
 * A filter with its ids, names and search terms resolved for one user: the statement that reads the
 * rows, and the one that reads the amounts which count.
 */
public final class MatchedFilter {

  // The merchants that the ids stand for, with everything that was merged into those.
  private static final String MERCHANTS =
      """
      with survivor as (
        select coalesce(m.canonical_id, k.id) as id
        from unnest(:ids::uuid[]) as k (id)
        left join merchant_word m on m.user_id = :user and m.id = k.id
      )
      select id from survivor
      union
      select m.id from merchant_word m join survivor s on m.canonical_id = s.id where m.user_id = :user
      """;

  private static final String ACCOUNT_NAMES =
      """
      select coalesce(a.id, b.account_id) as account_id, coalesce(a.own_name, a.bank_name, b.name) as name
      from (select * from mirror.account where user_id = :user) a
      full join (select * from mirror.observed_account where user_id = :user) b on b.account_id = a.id
      where coalesce(a.own_name, a.bank_name, b.name) is not null
      """;

  private final UUID user;
  private final TransactionFilter filter;
  private final UserAccounts accounts;
  private final CategoryIndex categories;
  private final MergedMembers members;
  private final SearchMatches matches;

  private MatchedFilter(
      UUID user,
      TransactionFilter filter,
      UserAccounts accounts,
      CategoryIndex categories,
      MergedMembers members,
      SearchMatches matches) {
    this.user = user;
    this.filter = filter;
    this.accounts = accounts;
    this.categories = categories;
    this.members = members;
    this.matches = matches;
  }

  /** The filter of a report, which separates income from expenses. */
  public static Mono<MatchedFilter> ofReport(Session session, UUID user, TransactionFilter asked) {
    return of(session, user, asked, CategoryIndex.of(session, user));
  }

  /** The filter of a list. */
  public static Mono<MatchedFilter> of(Session session, UUID user, TransactionFilter asked) {
    DetailFilter details = asked.details();
    return of(
        session,
        user,
        asked,
        details.kind() != null
            ? CategoryIndex.of(session, user)
            : details.q() != null || !asked.categoryId().isEmpty()
                ? CategoryIndex.unclassified(session, user)
                : Mono.fromSupplier(CategoryIndex::ofSystem));
  }

  private static Mono<MatchedFilter> of(
      Session session, UUID user, TransactionFilter asked, Mono<CategoryIndex> categories) {
    return UserAccounts.of(session, user)
        .zipWhen(_ -> categories)
        .flatMap(
            found -> of(session, user, asked.over(found.getT1()), found.getT1(), found.getT2()));
  }

  private static Mono<MatchedFilter> of(
      Session session,
      UUID user,
      TransactionFilter filter,
      UserAccounts accounts,
      CategoryIndex categories) {
    return members(session, user, filter, categories)
        .zipWhen(_ -> SearchMatches.of(session, user, filter.details().q(), categories))
        .map(
            found ->
                new MatchedFilter(
                    user, filter, accounts, categories, found.getT1(), found.getT2()));
  }

  private static Mono<MergedMembers> members(
      Session session, UUID user, TransactionFilter filter, CategoryIndex index) {
    List<UUID> categories =
        filter.categoryId().isEmpty()
            ? List.of()
            : index.members(filter.categoryId(), filter.details().exactCategory());
    return merchants(session, user, filter.merchantId())
        .zipWhen(_ -> TagNames.spellings(session, user, filter.tag()))
        .zipWhen(
            _ ->
                categories.isEmpty() || filter.details().aboutParts()
                    ? Mono.just(List.<UUID>of())
                    : SplitParts.in(session, user, categories.toArray(UUID[]::new)))
        .map(
            found ->
                new MergedMembers(
                    categories, found.getT1().getT1(), found.getT1().getT2(), found.getT2()));
  }

  private static Mono<List<UUID>> merchants(Session session, UUID user, List<UUID> ids) {
    return ids.isEmpty()
        ? Mono.just(List.of())
        : session
            .sql(MERCHANTS)
            .bind("user", user)
            .bind("ids", ids.toArray(UUID[]::new))
            .map(row -> Columns.uuid(row, "id"))
            .all()
            .collectList();
  }

  /** The same filter on other days or of another kind. */
  public MatchedFilter with(TransactionFilter changed) {
    return new MatchedFilter(user, changed.over(accounts), accounts, categories, members, matches);
  }

  public TransactionFilter filter() {
    return filter;
  }

  public CategoryIndex categories() {
    return categories;
  }

  public UserAccounts accounts() {
    return accounts;
  }

  MergedMembers members() {
    return members;
  }

  /** Of the account that a row is shown in. */
  public UUID survivor(UUID account) {
    return accounts.survivor(account);
  }

  /** The names of the user's accounts. */
  public Mono<Map<UUID, String>> accountNames(Session session) {
    return session
        .sql(ACCOUNT_NAMES)
        .bind("user", user)
        .map(row -> Map.entry(Columns.uuid(row, "account_id"), Columns.text(row, "name")))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** The user's time zone, which decides which day it is. */
  public ZoneId zone() {
    return ZoneId.of(accounts.zone());
  }

  /** The conditions on rows of {@code transaction}, each beginning with {@code and}. */
  public String conditions() {
    return filter.conditions(members) + hidden() + matches.conditions() + shown();
  }

  private String hidden() {
    return switch (filter.details().hidden()) {
      case INCLUDE -> "";
      case EXCLUDE -> accounts.hidden().isEmpty() ? "" : " and account_id <> all(:hidden)";
      case ONLY -> " and account_id = any(:hidden)";
    };
  }

  /** The condition that leaves out what is shown as another row; empty without merged accounts. */
  private String shown() {
    return accounts.merged() && !filter.removed() ? DuplicateRows.SHOWN : "";
  }

  /** The condition on a part of a split row that makes it count; empty or beginning with and. */
  public String part(String category, String inflow) {
    return filter.part(members, category, inflow);
  }

  /** The same filter for transfers alone, or empty if it leaves nothing out of them. */
  Optional<MatchedFilter> leftOutTransfers() {
    return filter.details().transfers() == Inclusion.EXCLUDE
        ? Optional.of(with(filter.ofTransfers(Inclusion.ONLY)))
        : Optional.empty();
  }

  /** Whether the sums per month can answer: no condition distinguishes rows within a sum. */
  public boolean plain() {
    return filter.plain() && matches.conditions().isEmpty();
  }

  /** The conditions on rows of {@code category_month}. */
  public String monthConditions() {
    StringBuilder sql = new StringBuilder();
    if (!filter.accountId().isEmpty()) {
      sql.append(" and account_id = any(:monthAccounts)");
    }
    if (accounts.merged()) {
      sql.append(" and account_id <> all(:mergedAccounts)");
    }
    if (filter.currency() != null) {
      sql.append(" and currency = :currency");
    }
    switch (filter.details().excluded()) {
      case INCLUDE -> {}
      case EXCLUDE -> sql.append(" and not excluded");
      case ONLY -> sql.append(" and excluded");
    }
    return sql.append(hidden()).toString();
  }

  /** Whether some accounts are one account, whose equal rows the sums per month count twice. */
  public boolean merged() {
    return accounts.merged();
  }

  /** Binds the parameters of a statement that has them. */
  public GenericExecuteSpec bind(GenericExecuteSpec statement, String sql) {
    Map<String, Object> parameters = new LinkedHashMap<>(filter.parameters(members));
    parameters.putAll(matches.parameters());
    parameters.put("user", user);
    parameters.put("hidden", accounts.hidden().toArray(UUID[]::new));
    parameters.put("income", categories.income().toArray(UUID[]::new));
    parameters.put("monthAccounts", filter.accountId().toArray(UUID[]::new));
    parameters.put("mergedAccounts", accounts.mergedAccounts().toArray(UUID[]::new));
    GenericExecuteSpec bound = statement;
    for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
      if (NamedParameters.occurs(sql, parameter.getKey())) {
        bound = bound.bind(parameter.getKey(), parameter.getValue());
      }
    }
    return bound;
  }
}
