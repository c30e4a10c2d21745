package florin.transactions.imports.commit;

import florin.journal.CanonicalName;
import florin.journal.database.Session;
import florin.transactions.filter.TagNames;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.store.StoredRow;
import florin.transactions.validation.EditChecks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** The tags of rows, each spelled as the transactions of the user spell it. */
final class RowTags {

  private final Map<String, String> spellings = new HashMap<>();

  private RowTags(Set<String> spelled) {
    spelled.forEach(tag -> spellings.putIfAbsent(CanonicalName.of(tag), tag));
  }

  static Mono<RowTags> of(Session session, UUID user, List<StoredRow> rows) {
    Set<String> names =
        rows.stream()
            .flatMap(row -> row.file().values().stream())
            .flatMap(RowTags::names)
            .collect(
                Collectors.toMap(CanonicalName::of, name -> name, (one, _) -> one, TreeMap::new))
            .values()
            .stream()
            .collect(Collectors.toUnmodifiableSet());
    return TagNames.meant(session, user, names).map(RowTags::new);
  }

  /** The tags of a row; names that cannot be tags are left out. */
  Set<String> of(Values values) {
    return names(values)
        .map(name -> spellings.getOrDefault(CanonicalName.of(name), name))
        .distinct()
        .limit(EditChecks.MOST_TAGS)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> names(Values values) {
    return values.details().tags().stream().map(CanonicalName::trimmed).filter(EditChecks::isTag);
  }
}
