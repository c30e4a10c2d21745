package florin.accounts.account;

import florin.accounts.account.Account.Existing;
import florin.accounts.account.value.AccountClassification;
import florin.accounts.account.value.AccountClosure;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.accounts.account.value.ClosingParty;
import florin.accounts.account.value.ProviderAccount;
import florin.events.Money;
import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.PendingEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Table {@code account}. A row is the account's state: it is read, evolved by the events of the
 * batch with the decider's own fold, and written once.
 */
@Component
@Order(2)
class AccountView implements Projection {

  private static final String UPSERT =
      """
      insert into account (account_id, user_id, institution_id, bank_name, own_name, official_name,
          mask, type, subtype, own_type, own_subtype, provider_type, provider_subtype, connection_id,
          external_id, currency, current, available, credit_limit, balance_source, observed_at,
          hidden, status, closed_by, closed_at, merge_candidates, dismissed, stream_version, version,
          at)
      select account_id, user_id, institution_id, bank_name, own_name, official_name, mask, type,
          subtype, own_type, own_subtype, provider_type, provider_subtype, connection_id,
          external_id, currency, current, available, credit_limit, balance_source, observed_at,
          hidden, status, closed_by, closed_at, merge_candidates::uuid[], dismissed::uuid[],
          stream_version, version, at
      from unnest(:accounts::uuid[], :users::uuid[], :institutions::uuid[],
          :bankNames::text[], :ownNames::text[], :officialNames::text[], :masks::text[],
          :types::text[], :subtypes::text[], :ownTypes::text[], :ownSubtypes::text[],
          :providerTypes::text[], :providerSubtypes::text[], :connections::uuid[],
          :externalIds::text[], :currencies::text[], :currents::numeric[], :availables::numeric[],
          :creditLimits::numeric[], :sources::text[], :observedAts::timestamptz[],
          :hiddens::boolean[], :statuses::text[], :closedBys::text[], :closedAts::timestamptz[],
          :mergeCandidates::text[], :dismissed::text[], :streamVersions::int[], :versions::int[],
          :ats::timestamptz[])
        as a (account_id, user_id, institution_id, bank_name, own_name, official_name, mask, type,
          subtype, own_type, own_subtype, provider_type, provider_subtype, connection_id,
          external_id, currency, current, available, credit_limit, balance_source, observed_at,
          hidden, status, closed_by, closed_at, merge_candidates, dismissed, stream_version,
          version, at)
      order by a.account_id
      on conflict (account_id) do update set
        institution_id = excluded.institution_id, bank_name = excluded.bank_name,
        own_name = excluded.own_name, official_name = excluded.official_name,
        mask = excluded.mask, type = excluded.type, subtype = excluded.subtype,
        own_type = excluded.own_type, own_subtype = excluded.own_subtype,
        provider_type = excluded.provider_type, provider_subtype = excluded.provider_subtype,
        connection_id = excluded.connection_id, external_id = excluded.external_id,
        currency = excluded.currency, current = excluded.current,
        available = excluded.available, credit_limit = excluded.credit_limit,
        balance_source = excluded.balance_source, observed_at = excluded.observed_at,
        hidden = excluded.hidden, status = excluded.status, closed_by = excluded.closed_by,
        closed_at = excluded.closed_at, merge_candidates = excluded.merge_candidates,
        dismissed = excluded.dismissed,
        stream_version = excluded.stream_version, version = excluded.version, at = excluded.at
      where account.stream_version < excluded.stream_version
      """;

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    List<PendingEvent> ours =
        events.stream().filter(pending -> pending.event() instanceof AccountEvent).toList();
    return ours.isEmpty()
        ? Mono.empty()
        : AccountStates.rows(session, ours.stream().map(PendingEvent::stream).toList())
            .map(known -> fold(known, ours))
            .flatMap(rows -> upsert(session, rows));
  }

  private static List<AccountRow> fold(Map<UUID, AccountRow> known, List<PendingEvent> events) {
    Map<UUID, AccountRow> rows = new TreeMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof AccountEvent event) {
        AccountRow before =
            rows.getOrDefault(
                event.account(), known.getOrDefault(event.account(), AccountRow.unopened(pending)));
        rows.put(event.account(), before.after(event, pending));
      }
    }
    return rows.values().stream().filter(row -> row.state() instanceof Existing).toList();
  }

  private static Mono<Void> upsert(Session session, List<AccountRow> rows) {
    return session
        .sql(UPSERT)
        .bind("accounts", uuids(rows, AccountRow::account))
        .bind("users", uuids(rows, AccountRow::user))
        .bind("institutions", uuids(rows, r -> r.held().institution().orElse(null)))
        .bind("bankNames", texts(rows, r -> r.held().bankName()))
        .bind("ownNames", texts(rows, r -> r.held().chosen().name().orElse(null)))
        .bind("officialNames", texts(rows, r -> r.optional(ProviderAccount::officialName)))
        .bind("masks", texts(rows, r -> r.optional(ProviderAccount::mask)))
        .bind("types", texts(rows, r -> r.held().bankKind().type().wireName()))
        .bind("subtypes", texts(rows, r -> r.held().bankKind().subtype().orElse(null)))
        .bind(
            "ownTypes",
            texts(
                rows,
                r -> chosen(r, accountClassification -> accountClassification.type().wireName())))
        .bind(
            "ownSubtypes",
            texts(
                rows,
                r ->
                    chosen(
                        r, accountClassification -> accountClassification.subtype().orElse(null))))
        .bind("providerTypes", texts(rows, r -> r.provider(ProviderAccount::providerType)))
        .bind("providerSubtypes", texts(rows, r -> r.optional(ProviderAccount::providerSubtype)))
        .bind("connections", uuids(rows, r -> r.provider(ProviderAccount::connection)))
        .bind("externalIds", texts(rows, r -> r.provider(ProviderAccount::externalId)))
        .bind("currencies", texts(rows, r -> r.held().currency().code()))
        .bind("currents", amounts(rows, Balance::current))
        .bind("availables", amounts(rows, Balance::available))
        .bind("creditLimits", amounts(rows, Balance::creditLimit))
        .bind(
            "sources",
            texts(rows, r -> r.held().balance().map(b -> b.source().wireName()).orElse(null)))
        .bind(
            "observedAts",
            instants(
                rows, r -> r.held().balance().map(BalanceObservation::observedAt).orElse(null)))
        .bind("hiddens", UnnestColumns.column(rows, Boolean.class, r -> r.held().hidden()))
        .bind("statuses", texts(rows, r -> r.held().closed() ? "closed" : "active"))
        .bind(
            "closedBys",
            texts(rows, r -> r.held().closedBy().map(ClosingParty::wireName).orElse(null)))
        .bind(
            "closedAts",
            instants(rows, r -> r.held().closing().map(AccountClosure::since).orElse(null)))
        .bind("mergeCandidates", texts(rows, r -> ids(r.held().proposed())))
        .bind("dismissed", texts(rows, r -> ids(r.held().chosen().dismissed())))
        .bind(
            "streamVersions", UnnestColumns.column(rows, Integer.class, AccountRow::streamVersion))
        .bind("versions", UnnestColumns.column(rows, Integer.class, AccountRow::version))
        .bind("ats", instants(rows, AccountRow::at))
        .then();
  }

  private static @Nullable String chosen(
      AccountRow row, Function<AccountClassification, @Nullable String> word) {
    AccountClassification accountClassification = row.held().chosen().kind().orElse(null);
    return accountClassification == null ? null : word.apply(accountClassification);
  }

  private static String ids(List<UUID> accounts) {
    return UnnestColumns.column(accounts, UUID.class, id -> id);
  }

  private static String uuids(List<AccountRow> rows, Function<AccountRow, @Nullable UUID> value) {
    return UnnestColumns.column(rows, UUID.class, value);
  }

  private static String texts(List<AccountRow> rows, Function<AccountRow, @Nullable String> value) {
    return UnnestColumns.column(rows, String.class, value);
  }

  private static String amounts(List<AccountRow> rows, Function<Balance, Optional<Money>> field) {
    return UnnestColumns.column(rows, BigDecimal.class, row -> row.amount(field));
  }

  private static String instants(
      List<AccountRow> rows, Function<AccountRow, @Nullable Instant> value) {
    return UnnestColumns.column(
        rows,
        OffsetDateTime.class,
        row -> {
          Instant instant = value.apply(row);
          return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
        });
  }
}
