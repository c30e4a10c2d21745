package florin.accounts.account;

import florin.journal.CanonicalName;
import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.StreamId;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A name that a user gives to an account is not that of another open account. Names that banks give
 * are outside of this rule: a bank may have several accounts of one name.
 */
public final class AccountNames {

  private static final String OPEN =
      """
      select a.account_id, coalesce(a.own_name, a.bank_name) as name,
          a.own_name is not null or a.external_id is null as given
      from account a
      left join account_merge m on m.user_id = a.user_id and m.account_id = a.account_id
      where a.user_id = :user and a.status = 'active' and m.account_id is null
      order by a.account_id
      """;

  private AccountNames() {}

  /**
   * An open account.
   *
   * @param given whether its user gave it its name
   */
  private record Named(UUID id, String name, String form, boolean given) {

    static Named read(Readable row) {
      String name = Columns.text(row, "name");
      return new Named(
          Columns.uuid(row, "account_id"),
          name,
          CanonicalName.of(name),
          Columns.bool(row, "given"));
    }

    boolean sameAs(Named other) {
      return !id.equals(other.id) && form.equals(other.form) && (given || other.given);
    }
  }

  /**
   * Demands that changed accounts have names of their own, as the unit's decisions leave them.
   *
   * @throws florin.journal.stream.Rejection {@code name-taken}
   */
  static Mono<Void> demandDistinct(UnitOfWork unit, UUID user, Collection<UUID> changed) {
    return unit.project()
        .thenMany(open(unit.session(), user))
        .collectList()
        .doOnNext(accounts -> demandDistinct(accounts, changed))
        .then();
  }

  private static Flux<Named> open(Session session, UUID user) {
    return Flux.defer(() -> session.sql(OPEN).bind("user", user).map(Named::read).all());
  }

  private static void demandDistinct(List<Named> accounts, Collection<UUID> changed) {
    for (Named one : accounts) {
      if (changed.contains(one.id)) {
        accounts.stream()
            .filter(one::sameAs)
            .findFirst()
            .ifPresent(
                other -> {
                  throw CanonicalName.taken("account", one.name, other.name, other.id, "of yours");
                });
      }
    }
  }

  /** That the names of accounts stay distinct when a change of them is undone. */
  public static Mono<Void> check(UnitOfWork unit, UUID user, Collection<StreamId> streams) {
    List<UUID> changed =
        streams.stream()
            .filter(stream -> stream.type().equals(AccountCodec.ACCOUNTS.streamType()))
            .map(StreamId::id)
            .toList();
    return changed.isEmpty() ? Mono.empty() : demandDistinct(unit, user, changed);
  }
}
