package florin.transactions.filter;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.category.CategoryIndex;
import florin.transactions.filter.SearchTerms.Term;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The conditions of a search on rows of {@code transaction}. A word that few rows contain becomes
 * the ids of these rows, which an index finds. A word that many rows contain is compared row by
 * row, in the order of the list, since a page of them is soon full.
 */
record SearchMatches(String conditions, Map<String, Object> parameters) {

  private static final SearchMatches NONE = new SearchMatches("", Map.of());

  /** Rows of one word that are looked up by id. */
  private static final int MOST = 2_000;

  private static final String BY_TEXT =
      "select id from journal.transactions_with_text(:pattern, :most) as k (id)";

  private static final String BY_MERCHANT =
      """
      with found as (
        select id from merchant where user_id = :user and search like :pattern
        union
        select id from merchant_word where user_id = :user and search like :pattern)
      select id from found
      union
      select w.id from merchant_word w join found f on f.id = w.canonical_id where w.user_id = :user
      """;

  private static final String TAGS = "select name from tag where user_id = :user and uses > 0";

  /** The matches of one word; {@code texts} is absent if it is in too many. */
  private record Found(
      Term term,
      @Nullable List<UUID> texts,
      List<UUID> merchants,
      List<UUID> categories,
      List<String> tags) {}

  static Mono<SearchMatches> of(
      Session session, UUID user, @Nullable String q, CategoryIndex categories) {
    List<Term> terms = q == null ? List.of() : SearchTerms.of(q);
    if (terms.isEmpty()) {
      return Mono.just(NONE);
    }
    return session
        .sql(TAGS)
        .bind("user", user)
        .map(row -> Columns.text(row, "name"))
        .all()
        .collectList()
        .flatMap(
            tags ->
                Flux.fromIterable(terms)
                    .concatMap(term -> find(session, user, term, tags, categories))
                    .collectList())
        .map(SearchMatches::of);
  }

  private static Mono<Found> find(
      Session session, UUID user, Term term, List<String> tags, CategoryIndex categories) {
    return texts(session, term)
        .zipWhen(_ -> merchants(session, user, term))
        .map(
            found ->
                new Found(
                    term,
                    found.getT1().size() > MOST ? null : found.getT1(),
                    found.getT2(),
                    categories.named(term::isIn),
                    tags.stream().filter(term::isIn).toList()));
  }

  /** More than {@code MOST} ids if there are too many, or too few characters for the index. */
  private static Mono<List<UUID>> texts(Session session, Term term) {
    if (!term.indexed()) {
      return Mono.just(java.util.Collections.nCopies(MOST + 1, new UUID(0, 0)));
    }
    return session
        .sql(BY_TEXT)
        .bind("pattern", term.pattern())
        .bind("most", MOST + 1)
        .map(row -> Columns.uuid(row, "id"))
        .all()
        .collectList();
  }

  private static Mono<List<UUID>> merchants(Session session, UUID user, Term term) {
    return session
        .sql(BY_MERCHANT)
        .bind("user", user)
        .bind("pattern", term.pattern())
        .map(row -> Columns.uuid(row, "id"))
        .all()
        .collectList();
  }

  private static SearchMatches of(List<Found> words) {
    StringBuilder sql = new StringBuilder();
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      sql.append(" and (").append(alternatives(words.get(i), i, parameters)).append(')');
    }
    return new SearchMatches(sql.toString(), parameters);
  }

  private static String alternatives(Found word, int number, Map<String, Object> parameters) {
    List<String> any = new ArrayList<>();
    List<UUID> texts = word.texts();
    if (texts == null) {
      any.add("search like :pattern" + number);
      parameters.put("pattern" + number, word.term().pattern());
    } else if (!texts.isEmpty()) {
      any.add("id = any(:found" + number + ")");
      parameters.put("found" + number, texts.toArray(UUID[]::new));
    }
    if (!word.merchants().isEmpty()) {
      any.add("merchant_id = any(:foundMerchants" + number + ")");
      parameters.put("foundMerchants" + number, word.merchants().toArray(UUID[]::new));
    }
    if (!word.categories().isEmpty()) {
      any.add(
          ("split_total is null and category_id = any(:foundCategories%1$d) or split_total is not"
                  + " null and exists (select from transaction_split p where p.user_id = :user and"
                  + " p.transaction_id = transaction.id and p.category_id ="
                  + " any(:foundCategories%1$d))")
              .formatted(number));
      parameters.put("foundCategories" + number, word.categories().toArray(UUID[]::new));
    }
    if (!word.tags().isEmpty()) {
      any.add("tags && :foundTags" + number + "::text[]");
      parameters.put("foundTags" + number, word.tags().toArray(String[]::new));
    }
    word.term()
        .amount()
        .ifPresent(
            amount -> {
              any.add(
                  "whole_amount = any(:whole%1$d::bigint[]) and abs(amount) = :amount%1$d"
                      .formatted(number));
              parameters.put("amount" + number, amount);
              parameters.put(
                  "whole" + number,
                  new Long[] {
                    amount.setScale(0, RoundingMode.FLOOR).longValueExact(),
                    amount.negate().setScale(0, RoundingMode.FLOOR).longValueExact()
                  });
            });
    return any.isEmpty() ? "false" : String.join(" or ", any);
  }
}
