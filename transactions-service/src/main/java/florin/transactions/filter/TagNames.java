package florin.transactions.filter;

import florin.journal.CanonicalName;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Spellings of tags. Names with the same canonical form are one tag; it is spelled as the
 * transactions spell it that carry it.
 */
public final class TagNames {

  private static final String EXACT =
      "select name from tag where user_id = :user and name = any(:names) and uses > 0";

  private static final String ALL =
      "select name, uses from tag where user_id = :user order by uses desc, name";

  private record Known(String name, int uses) {}

  private TagNames() {}

  /**
   * The tags that are meant: each as it is spelled already if it is in use, else as it was sent.
   */
  public static Mono<Set<String>> meant(Session session, UUID user, Set<String> names) {
    if (names.isEmpty()) {
      return Mono.just(names);
    }
    return session
        .sql(EXACT)
        .bind("user", user)
        .bind("names", names.toArray(String[]::new))
        .map(row -> Columns.text(row, "name"))
        .all()
        .collect(Collectors.toSet())
        .flatMap(
            exact ->
                exact.containsAll(names)
                    ? Mono.just(names)
                    : known(session, user, names)
                        .filter(tag -> tag.uses > 0)
                        .collectList()
                        .map(inUse -> meant(names, exact, inUse)));
  }

  private static Set<String> meant(Set<String> names, Set<String> exact, List<Known> inUse) {
    Map<String, String> spellings = new HashMap<>();
    inUse.forEach(tag -> spellings.putIfAbsent(form(tag.name), tag.name));
    return names.stream()
        .map(name -> exact.contains(name) ? name : spellings.getOrDefault(form(name), name))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String form(String name) {
    return CanonicalName.of(name);
  }

  /** Every spelling that the user's transactions ever had of these tags. */
  public static Mono<List<String>> spellings(Session session, UUID user, Collection<String> names) {
    return names.isEmpty()
        ? Mono.just(List.of())
        : known(session, user, names).map(Known::name).collectList();
  }

  /** Those of the same form, most used first; the others are dropped while they are read. */
  private static Flux<Known> known(Session session, UUID user, Collection<String> names) {
    Set<String> forms = new HashSet<>();
    names.forEach(name -> forms.add(form(name)));
    return session
        .sql(ALL)
        .bind("user", user)
        .map(row -> new Known(Columns.text(row, "name"), Columns.integer(row, "uses")))
        .all()
        .filter(tag -> forms.contains(form(tag.name)));
  }
}
