package florin.transactions.intake;

import florin.journal.database.Session;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Table {@code mirror.account}: a row from the opening on, then the changes to it. */
final class AccountMirror {

  private static final String UPSERT =
      """
      insert into account as a (id, user_id, currency, linked, closed, closed_at, merged_into, bank_name, own_name,
          official_name, mask, type, own_type, subtype, own_subtype)
      select k.id, k.user_id, coalesce(k.currency, a0.currency), coalesce(k.linked, a0.linked),
        coalesce(k.closed, a0.closed),
        case when coalesce(k.closed, a0.closed)
          then coalesce(case when not k.reopened then a0.closed_at end, k.closed_at) end,
        case when k.moved then k.merged_into else a0.merged_into end,
        case when k.described then k.bank_name else a0.bank_name end,
        case when k.renamed then k.own_name else a0.own_name end,
        case when k.described then k.official_name else a0.official_name end,
        case when k.described then k.mask else a0.mask end,
        case when k.described then k.type else a0.type end,
        case when k.classified then k.own_type else a0.own_type end,
        case when k.described then k.subtype else a0.subtype end,
        case when k.classified then k.own_subtype else a0.own_subtype end
      from unnest(:ids::uuid[], :users::uuid[], :currencies::text[], :linked::boolean[], :closed::boolean[],
          :reopened::boolean[], :closedAts::timestamptz[], :moved::boolean[], :mergedInto::uuid[],
          :described::boolean[], :bankNames::text[], :officialNames::text[], :masks::text[], :types::text[],
          :subtypes::text[], :renamed::boolean[], :ownNames::text[], :classified::boolean[], :ownTypes::text[],
          :ownSubtypes::text[])
        as k (id, user_id, currency, linked, closed, reopened, closed_at, moved, merged_into, described, bank_name,
          official_name, mask, type, subtype, renamed, own_name, classified, own_type, own_subtype)
      left join account a0 on a0.id = k.id
      where k.reopened and k.linked is not null and k.currency is not null or a0.id is not null
      on conflict (id) do update
      set currency = excluded.currency, linked = excluded.linked, closed = excluded.closed,
          closed_at = excluded.closed_at, merged_into = excluded.merged_into, bank_name = excluded.bank_name,
          own_name = excluded.own_name, official_name = excluded.official_name, mask = excluded.mask,
          type = excluded.type, own_type = excluded.own_type, subtype = excluded.subtype,
          own_subtype = excluded.own_subtype
      where (a.currency, a.linked, a.closed, a.closed_at, a.merged_into, a.bank_name, a.own_name, a.official_name,
            a.mask, a.type, a.own_type, a.subtype, a.own_subtype)
          is distinct from
        (excluded.currency, excluded.linked, excluded.closed, excluded.closed_at, excluded.merged_into,
            excluded.bank_name, excluded.own_name, excluded.official_name, excluded.mask, excluded.type,
            excluded.own_type, excluded.subtype, excluded.own_subtype)
      """;

  private AccountMirror() {}

  /**
   * Names and types of an account as the bank has them; of a manual account, as its user entered
   * them first.
   */
  record Description(
      String name,
      @Nullable String officialName,
      @Nullable String mask,
      String type,
      @Nullable String subtype) {}

  /** The type that a user gave an account; without values the bank's holds. */
  record OwnType(@Nullable String type, @Nullable String subtype) {}

  /**
   * The changes of one account in a batch; a value that is null stays.
   *
   * @param reopened whether it was open in between
   * @param closedAt of the first closing since it was open
   * @param into empty for an account that stands alone again
   * @param ownName empty for an account that has the bank's name again
   */
  record Row(
      UUID user,
      UUID account,
      @Nullable String currency,
      @Nullable Boolean linked,
      @Nullable Boolean closed,
      boolean reopened,
      @Nullable Instant closedAt,
      @Nullable Optional<UUID> into,
      @Nullable Description description,
      @Nullable Optional<String> ownName,
      @Nullable OwnType ownType) {

    static Row opened(
        UUID user, UUID account, String currency, boolean linked, Description description) {
      return new Row(
          user, account, currency, linked, false, true, null, null, description, null, null);
    }

    static Row linked(UUID user, UUID account, Description description) {
      return new Row(user, account, null, true, null, false, null, null, description, null, null);
    }

    /** The bank states balances in this currency. */
    static Row kept(UUID user, UUID account, String currency) {
      return new Row(user, account, currency, null, null, false, null, null, null, null, null);
    }

    static Row closed(UUID user, UUID account, Instant at) {
      return new Row(user, account, null, null, true, false, at, null, null, null, null);
    }

    static Row reopened(UUID user, UUID account) {
      return new Row(user, account, null, null, false, true, null, null, null, null, null);
    }

    static Row merged(UUID user, UUID account, Optional<UUID> into) {
      return new Row(user, account, null, null, null, false, null, into, null, null, null);
    }

    static Row renamed(UUID user, UUID account, Optional<String> name) {
      return new Row(user, account, null, null, null, false, null, null, null, name, null);
    }

    static Row classified(UUID user, UUID account, OwnType type) {
      return new Row(user, account, null, null, null, false, null, null, null, null, type);
    }

    Row then(Row next) {
      boolean stillClosed = Boolean.TRUE.equals(closed) && !Boolean.FALSE.equals(next.closed);
      return new Row(
          user,
          account,
          next.currency == null ? currency : next.currency,
          next.linked == null ? linked : next.linked,
          next.closed == null ? closed : next.closed,
          reopened || next.reopened,
          stillClosed ? closedAt : next.closedAt,
          next.into == null ? into : next.into,
          next.description == null ? description : next.description,
          next.ownName == null ? ownName : next.ownName,
          next.ownType == null ? ownType : next.ownType);
    }
  }

  static Mono<Void> apply(Session session, Collection<Row> rows) {
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(UPSERT)
            .bind("ids", rows.stream().map(Row::account).toArray(UUID[]::new))
            .bind("users", rows.stream().map(Row::user).toArray(UUID[]::new))
            .bind("currencies", texts(rows, Row::currency))
            .bind("linked", rows.stream().map(Row::linked).toArray(Boolean[]::new))
            .bind("closed", rows.stream().map(Row::closed).toArray(Boolean[]::new))
            .bind("reopened", rows.stream().map(Row::reopened).toArray(Boolean[]::new))
            .bind(
                "closedAts",
                rows.stream().map(AccountMirror::closedAt).toArray(OffsetDateTime[]::new))
            .bind("moved", set(rows, row -> row.into != null))
            .bind("mergedInto", rows.stream().map(AccountMirror::into).toArray(UUID[]::new))
            .bind("described", set(rows, row -> row.description != null))
            .bind("bankNames", described(rows, Description::name))
            .bind("officialNames", described(rows, Description::officialName))
            .bind("masks", described(rows, Description::mask))
            .bind("types", described(rows, Description::type))
            .bind("subtypes", described(rows, Description::subtype))
            .bind("renamed", set(rows, row -> row.ownName != null))
            .bind("ownNames", texts(rows, AccountMirror::ownName))
            .bind("classified", set(rows, row -> row.ownType != null))
            .bind("ownTypes", texts(rows, row -> row.ownType == null ? null : row.ownType.type()))
            .bind(
                "ownSubtypes",
                texts(rows, row -> row.ownType == null ? null : row.ownType.subtype()))
            .then();
  }

  private static Boolean[] set(Collection<Row> rows, Predicate<Row> changed) {
    return rows.stream().map(changed::test).toArray(Boolean[]::new);
  }

  private static @Nullable String[] described(
      Collection<Row> rows, Function<Description, @Nullable String> value) {
    return texts(rows, row -> row.description == null ? null : value.apply(row.description));
  }

  private static @Nullable String[] texts(
      Collection<Row> rows, Function<Row, @Nullable String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }

  private static @Nullable String ownName(Row row) {
    return row.ownName == null ? null : row.ownName.orElse(null);
  }

  private static @Nullable OffsetDateTime closedAt(Row row) {
    return row.closedAt == null ? null : row.closedAt.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable UUID into(Row row) {
    return row.into == null ? null : row.into.orElse(null);
  }
}
