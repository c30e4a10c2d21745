package florin.planning.mirror.account;

import florin.journal.database.Session;
import florin.planning.mirror.account.AccountUpdate.Balance;
import florin.planning.mirror.account.AccountUpdate.Classified;
import florin.planning.mirror.account.AccountUpdate.Closed;
import florin.planning.mirror.account.AccountUpdate.Hidden;
import florin.planning.mirror.account.AccountUpdate.Merged;
import florin.planning.mirror.account.AccountUpdate.Opened;
import florin.planning.mirror.account.AccountUpdate.Renamed;
import florin.planning.mirror.account.AccountUpdate.Revised;
import florin.planning.mirror.batch.MirrorKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Keeps {@code mirror.account}: a row from the opening, then what changed of it. */
public final class AccountMirror {

  private static final String OPEN =
      """
      insert into account (user_id, account_id, bank_name, type, currency, hidden, closed, merged)
      select r.user_id, r.account_id, r.bank_name, r.type, r.currency, false, false, false
      from unnest(:users::uuid[], :ids::uuid[], :bankNames::text[], :types::text[], :currencies::text[])
        as r (user_id, account_id, bank_name, type, currency)
      order by r.user_id, r.account_id
      on conflict (user_id, account_id) do nothing
      """;

  private static final String CHANGE =
      """
      update account as a
      set bank_name = coalesce(r.bank_name, a.bank_name), type = coalesce(r.type, a.type),
          currency = coalesce(r.currency, a.currency),
          own_name = case when r.renamed then r.own_name else a.own_name end,
          own_type = case when r.classified then r.own_type else a.own_type end,
          hidden = coalesce(r.hidden, a.hidden), closed = coalesce(r.closed, a.closed),
          merged = coalesce(r.merged, a.merged)
      from unnest(:users::uuid[], :ids::uuid[], :bankNames::text[], :types::text[], :renameds::boolean[],
          :ownNames::text[], :classifieds::boolean[], :ownTypes::text[], :hiddens::boolean[], :closeds::boolean[],
          :mergeds::boolean[], :currencies::text[])
        as r (user_id, account_id, bank_name, type, renamed, own_name, classified, own_type, hidden, closed, merged,
          currency)
      where a.user_id = r.user_id and a.account_id = r.account_id
        and (a.bank_name, a.type, a.own_name, a.own_type, a.hidden, a.closed, a.merged, a.currency)
          is distinct from (
          coalesce(r.bank_name, a.bank_name), coalesce(r.type, a.type),
          case when r.renamed then r.own_name else a.own_name end,
          case when r.classified then r.own_type else a.own_type end,
          coalesce(r.hidden, a.hidden), coalesce(r.closed, a.closed), coalesce(r.merged, a.merged),
          coalesce(r.currency, a.currency))
      """;

  /** The changes of a batch to one account; null means unchanged. */
  private record Change(
      MirrorKey key,
      @Nullable String bankName,
      @Nullable String type,
      @Nullable Optional<String> ownName,
      @Nullable Optional<String> ownType,
      @Nullable Boolean hidden,
      @Nullable Boolean closed,
      @Nullable Boolean merged,
      @Nullable String currency) {

    Change then(Change next) {
      return new Change(
          key,
          next.bankName == null ? bankName : next.bankName,
          next.type == null ? type : next.type,
          next.ownName == null ? ownName : next.ownName,
          next.ownType == null ? ownType : next.ownType,
          next.hidden == null ? hidden : next.hidden,
          next.closed == null ? closed : next.closed,
          next.merged == null ? merged : next.merged,
          next.currency == null ? currency : next.currency);
    }
  }

  public Mono<Void> apply(Session session, List<AccountUpdate> facts) {
    Stream<Opened> opened = facts.stream().filter(Opened.class::isInstance).map(Opened.class::cast);
    Stream<Change> changes = facts.stream().flatMap(fact -> change(fact).stream());
    return open(session, MirrorKey.folded(opened, AccountMirror::key, (first, _) -> first))
        .then(
            Mono.defer(
                () -> change(session, MirrorKey.folded(changes, Change::key, Change::then))));
  }

  private static Optional<Change> change(AccountUpdate fact) {
    MirrorKey mirrorKey = key(fact);
    return switch (fact) {
      case Revised f ->
          Optional.of(
              new Change(mirrorKey, f.bankName(), f.type(), null, null, null, null, null, null));
      case Renamed f ->
          Optional.of(new Change(mirrorKey, null, null, f.name(), null, null, null, null, null));
      case Classified f ->
          Optional.of(new Change(mirrorKey, null, null, null, f.type(), null, null, null, null));
      case Hidden f ->
          Optional.of(new Change(mirrorKey, null, null, null, null, f.hidden(), null, null, null));
      case Closed f ->
          Optional.of(new Change(mirrorKey, null, null, null, null, null, f.closed(), null, null));
      case Merged f ->
          Optional.of(new Change(mirrorKey, null, null, null, null, null, null, f.merged(), null));
      case Balance f when f.fromBank() ->
          Optional.of(
              new Change(mirrorKey, null, null, null, null, null, null, null, f.currency()));
      case Opened _, Balance _ -> Optional.empty();
    };
  }

  private static Mono<Void> open(Session session, List<Opened> opened) {
    if (opened.isEmpty()) {
      return Mono.empty();
    }
    return keyed(session, OPEN, opened.stream().map(AccountMirror::key).toList())
        .bind("bankNames", opened.stream().map(Opened::bankName).toArray(String[]::new))
        .bind("types", opened.stream().map(Opened::type).toArray(String[]::new))
        .bind("currencies", opened.stream().map(Opened::currency).toArray(String[]::new))
        .then();
  }

  private static Mono<Void> change(Session session, List<Change> changes) {
    if (changes.isEmpty()) {
      return Mono.empty();
    }
    return keyed(session, CHANGE, changes.stream().map(Change::key).toList())
        .bind("bankNames", changes.stream().map(Change::bankName).toArray(String[]::new))
        .bind("types", changes.stream().map(Change::type).toArray(String[]::new))
        .bind("renameds", changes.stream().map(c -> c.ownName() != null).toArray(Boolean[]::new))
        .bind(
            "ownNames",
            changes.stream()
                .map(c -> c.ownName() == null ? null : c.ownName().orElse(null))
                .toArray(String[]::new))
        .bind("classifieds", changes.stream().map(c -> c.ownType() != null).toArray(Boolean[]::new))
        .bind(
            "ownTypes",
            changes.stream()
                .map(c -> c.ownType() == null ? null : c.ownType().orElse(null))
                .toArray(String[]::new))
        .bind("currencies", changes.stream().map(Change::currency).toArray(String[]::new))
        .bind("mergeds", changes.stream().map(Change::merged).toArray(Boolean[]::new))
        .bind("hiddens", changes.stream().map(Change::hidden).toArray(Boolean[]::new))
        .bind("closeds", changes.stream().map(Change::closed).toArray(Boolean[]::new))
        .then();
  }

  private static GenericExecuteSpec keyed(Session session, String statement, List<MirrorKey> keys) {
    return session
        .sql(statement)
        .bind("users", MirrorKey.users(keys))
        .bind("ids", MirrorKey.ids(keys));
  }

  private static MirrorKey key(AccountUpdate fact) {
    return new MirrorKey(fact.user(), fact.account());
  }
}
