package florin.transactions.merchant;

import florin.journal.CanonicalName;
import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * A name that a user gives to a merchant is not that of another merchant to choose from. Names that
 * banks give are outside of this rule: a bank may have two merchants of one name.
 */
public final class MerchantNames {

  private static final String OPEN =
      """
      select m.id, coalesce(w.own_name, m.name) as name, w.own_name is not null or m.source = 'user' as given
      from merchant m
      left join merchant_word w on w.user_id = m.user_id and w.id = m.id
      where m.user_id = :user and coalesce(w.archived, false) = false and w.merged_into is null
      """;

  private static final String OF_THESE = OPEN + " and m.id = any(:ids)";

  private MerchantNames() {}

  /**
   * A merchant to choose from.
   *
   * @param given whether its user gave it its name
   */
  private record Named(UUID id, String name, boolean given) {

    static Named read(Readable row) {
      return new Named(
          Columns.uuid(row, "id"), Columns.text(row, "name"), Columns.bool(row, "given"));
    }

    boolean excludes(Named other) {
      return !id.equals(other.id) && (given || other.given);
    }
  }

  /**
   * Demands that changed merchants have names of their own. The names of all others are compared
   * one by one while they are read.
   *
   * @throws florin.journal.stream.Rejection {@code name-taken}
   */
  static Mono<Void> demandDistinct(Session session, UUID user, Collection<UUID> changed) {
    return session
        .sql(OF_THESE)
        .bind("user", user)
        .bind("ids", changed.toArray(UUID[]::new))
        .map(Named::read)
        .all()
        .collectMultimap(one -> CanonicalName.of(one.name))
        .filter(names -> !names.isEmpty())
        .flatMap(names -> demandDistinct(session, user, names));
  }

  private static Mono<Void> demandDistinct(
      Session session, UUID user, Map<String, Collection<Named>> changed) {
    return session
        .sql(OPEN)
        .bind("user", user)
        .map(Named::read)
        .all()
        .doOnNext(
            other -> {
              for (Named one : changed.getOrDefault(CanonicalName.of(other.name), List.of())) {
                if (one.excludes(other)) {
                  throw CanonicalName.taken("merchant", one.name, other.name, other.id, "of yours");
                }
              }
            })
        .then();
  }

  /** That the names of merchants stay distinct when a change of them is undone. */
  public static Mono<Void> check(UnitOfWork unit, UUID user, Collection<StreamId> streams) {
    List<UUID> changed =
        streams.stream()
            .filter(stream -> stream.type().equals(Merchant.STREAM))
            .map(StreamId::id)
            .sorted(Ids.ORDER)
            .collect(Collectors.toUnmodifiableList());
    return changed.isEmpty() ? Mono.empty() : demandDistinct(unit.session(), user, changed);
  }
}
