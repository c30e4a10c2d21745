package florin.providersync.sync.publish;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.Ids;
import florin.providersync.connection.ConnectionEvent;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.sync.job.LeasedJob;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The ids that the banks' accounts have here. An id, once given, lasts. */
@Component
class ExternalAccounts {

  private static final String KNOWN =
      """
      select connection_id, external_id, account_id, persistent_id, name, mask, subtype,
          unlisted_at is not null as gone, adopted, superseded_at is not null as superseded
      from work.external_account
      where user_id = :user and connection_id = :connection
      """;

  private static final String REVISE =
      """
      update work.external_account e
      set name = a.name, mask = a.mask, subtype = a.subtype,
          persistent_id = coalesce(a.persistent_id, e.persistent_id)
      from unnest(:externalIds::text[], :persistentIds::text[], :names::text[], :masks::text[],
          :subtypes::text[]) as a (external_id, persistent_id, name, mask, subtype)
      where e.user_id = :user and e.connection_id = :connection and e.external_id = a.external_id
      """;

  private static final String LIST =
      """
      update work.external_account
      set unlisted_at = case when external_id = any(:listed::text[]) then null else clock_timestamp() end
      where user_id = :user and connection_id = :connection and superseded_at is null
        and (unlisted_at is null) <> (external_id = any(:listed::text[]))
      """;

  private static final String ELSEWHERE =
      """
      select e.connection_id, e.external_id, e.account_id, e.persistent_id, e.name, e.mask, e.subtype,
          e.unlisted_at is not null or c.state in ('removed', 'disconnected') as gone
      from work.external_account e join connection c on c.id = e.connection_id and c.user_id = e.user_id
      where e.user_id = :user and e.superseded_at is null
        and c.provider = :provider and c.institution_id = :institution
      """;

  private static final String SUPERSEDE =
      """
      update work.external_account e
      set superseded_at = clock_timestamp()
      from unnest(:connections::uuid[], :externalIds::text[]) as o (connection_id, external_id)
      where e.user_id = :user and e.connection_id = o.connection_id and e.external_id = o.external_id
      """;

  private static final String ADD =
      """
      insert into work.external_account
          (connection_id, external_id, account_id, user_id, persistent_id, name, mask, subtype, first_seen_at,
           adopted, unlisted_at)
      select :connection, a.external_id, a.account_id, :user, a.persistent_id, a.name, a.mask, a.subtype,
          clock_timestamp(), a.adopted, case when not a.listed then clock_timestamp() end
      from unnest(:externalIds::text[], :accountIds::uuid[], :persistentIds::text[], :names::text[],
          :masks::text[], :subtypes::text[], :adopted::boolean[], :listed::boolean[])
        as a (external_id, account_id, persistent_id, name, mask, subtype, adopted, listed)
      order by a.external_id
      """;

  /**
   * @param ids account ids by external id
   * @param fresh the external ids that were not known before
   * @param unlisted account ids that the bank does not list any more
   * @param adopted account ids that belonged to another connection before
   * @param candidates possible accounts of a fresh one, by account id
   */
  record RecognisedAccounts(
      Map<String, UUID> ids,
      Set<String> fresh,
      List<UUID> unlisted,
      Set<UUID> adopted,
      Map<UUID, List<UUID>> candidates) {}

  private record Row(AccountMatching.KnownAccount known, boolean adopted, boolean superseded) {}

  /**
   * Gives every account its id: the one it has, that of the account it turns out to be, or a new
   * one.
   *
   * @param all every account an id is needed for
   * @param listed the bank's ids of those that the bank lists
   */
  Mono<RecognisedAccounts> recognise(
      Session session,
      LeasedJob leasedJob,
      ConnectionEvent.Linked link,
      Collection<BankAccount> all,
      Set<String> listed) {
    return rows(session, leasedJob)
        .flatMap(
            rows ->
                updateTraits(session, leasedJob, rows, all)
                    .then(Mono.defer(() -> storeListed(session, leasedJob, rows, listed)))
                    .then(
                        Mono.defer(() -> recognise(session, leasedJob, link, rows, all, listed))));
  }

  private static Mono<Map<String, Row>> rows(Session session, LeasedJob leasedJob) {
    return session
        .sql(KNOWN)
        .bind("user", leasedJob.user())
        .bind("connection", leasedJob.connection())
        .map(
            row ->
                new Row(known(row), Columns.bool(row, "adopted"), Columns.bool(row, "superseded")))
        .all()
        .collectMap(row -> row.known().externalId());
  }

  private static AccountMatching.KnownAccount known(Readable row) {
    return new AccountMatching.KnownAccount(
        Columns.uuid(row, "connection_id"),
        Columns.text(row, "external_id"),
        Columns.uuid(row, "account_id"),
        Optional.ofNullable(row.get("persistent_id", String.class)),
        Columns.text(row, "name"),
        Optional.ofNullable(row.get("mask", String.class)),
        Optional.ofNullable(row.get("subtype", String.class)),
        Columns.bool(row, "gone"));
  }

  /** Stores the present attributes, by which a later relink recognises the account. */
  private static Mono<Void> updateTraits(
      Session session, LeasedJob leasedJob, Map<String, Row> rows, Collection<BankAccount> all) {
    List<BankAccount> changed =
        all.stream().filter(one -> changed(rows.get(one.externalId()), one)).toList();
    return changed.isEmpty()
        ? Mono.empty()
        : bindTraits(session.sql(REVISE), leasedJob, changed).then();
  }

  /** The owner of the accounts, and the attributes by which they are recognised. */
  private static GenericExecuteSpec bindTraits(
      GenericExecuteSpec statement, LeasedJob leasedJob, List<BankAccount> accounts) {
    return statement
        .bind("user", leasedJob.user())
        .bind("connection", leasedJob.connection())
        .bind("externalIds", UnnestColumns.column(accounts, String.class, BankAccount::externalId))
        .bind(
            "persistentIds",
            UnnestColumns.column(accounts, String.class, one -> one.persistentId().orElse(null)))
        .bind("names", UnnestColumns.column(accounts, String.class, BankAccount::name))
        .bind("masks", UnnestColumns.column(accounts, String.class, one -> one.mask().orElse(null)))
        .bind(
            "subtypes",
            UnnestColumns.column(
                accounts, String.class, one -> one.providerSubtype().orElse(null)));
  }

  private static boolean changed(@org.jspecify.annotations.Nullable Row row, BankAccount now) {
    return row != null
        && !(row.known().name().equals(now.name())
            && row.known().mask().equals(now.mask())
            && row.known().subtype().equals(now.providerSubtype())
            && (now.persistentId().isEmpty()
                || row.known().persistentId().equals(now.persistentId())));
  }

  private static Mono<Void> storeListed(
      Session session, LeasedJob leasedJob, Map<String, Row> rows, Set<String> listed) {
    boolean same =
        rows.values().stream()
            .filter(row -> !row.superseded())
            .allMatch(row -> listed.contains(row.known().externalId()) != row.known().gone());
    return same
        ? Mono.empty()
        : session
            .sql(LIST)
            .bind("user", leasedJob.user())
            .bind("connection", leasedJob.connection())
            .bind("listed", listed.toArray(String[]::new))
            .then();
  }

  private static Mono<RecognisedAccounts> recognise(
      Session session,
      LeasedJob leasedJob,
      ConnectionEvent.Linked link,
      Map<String, Row> rows,
      Collection<BankAccount> all,
      Set<String> listed) {
    List<BankAccount> fresh =
        all.stream().filter(one -> !rows.containsKey(one.externalId())).toList();
    if (fresh.isEmpty()) {
      return Mono.just(accounts(rows, listed, fresh, List.of(), AccountMatching.NONE));
    }
    return onOtherConnections(session, leasedJob, link)
        .map(
            known ->
                AccountMatching.of(
                    fresh,
                    known.stream()
                        .filter(
                            one ->
                                !one.connection().equals(leasedJob.connection())
                                    || !listed.contains(one.externalId()))
                        .toList()))
        .flatMap(
            accountMatching -> {
              List<UUID> ids =
                  fresh.stream()
                      .map(
                          one ->
                              Optional.ofNullable(accountMatching.adopted().get(one.externalId())))
                      .map(
                          old ->
                              old.map(AccountMatching.KnownAccount::accountId).orElseGet(Ids::next))
                      .toList();
              return markSuperseded(session, leasedJob, accountMatching)
                  .then(
                      Mono.defer(
                          () -> add(session, leasedJob, fresh, ids, accountMatching, listed)))
                  .thenReturn(accounts(rows, listed, fresh, ids, accountMatching));
            });
  }

  private static Mono<List<AccountMatching.KnownAccount>> onOtherConnections(
      Session session, LeasedJob leasedJob, ConnectionEvent.Linked link) {
    return link.institutionId()
        .map(
            institution ->
                session
                    .sql(ELSEWHERE)
                    .bind("user", leasedJob.user())
                    .bind("provider", link.provider())
                    .bind("institution", institution)
                    .map(ExternalAccounts::known)
                    .all()
                    .collectList())
        .orElse(Mono.just(List.of()));
  }

  private static Mono<Void> markSuperseded(
      Session session, LeasedJob leasedJob, AccountMatching accountMatching) {
    List<AccountMatching.KnownAccount> old = List.copyOf(accountMatching.adopted().values());
    return old.isEmpty()
        ? Mono.empty()
        : session
            .sql(SUPERSEDE)
            .bind("user", leasedJob.user())
            .bind(
                "connections",
                UnnestColumns.column(old, UUID.class, AccountMatching.KnownAccount::connection))
            .bind(
                "externalIds",
                UnnestColumns.column(old, String.class, AccountMatching.KnownAccount::externalId))
            .then();
  }

  private static Mono<Void> add(
      Session session,
      LeasedJob leasedJob,
      List<BankAccount> fresh,
      List<UUID> ids,
      AccountMatching accountMatching,
      Set<String> listed) {
    return bindTraits(session.sql(ADD), leasedJob, fresh)
        .bind("accountIds", UnnestColumns.column(ids, UUID.class, id -> id))
        .bind(
            "adopted",
            UnnestColumns.column(
                fresh,
                Boolean.class,
                one -> accountMatching.adopted().containsKey(one.externalId())))
        .bind(
            "listed",
            UnnestColumns.column(fresh, Boolean.class, one -> listed.contains(one.externalId())))
        .then();
  }

  private static RecognisedAccounts accounts(
      Map<String, Row> rows,
      Set<String> listed,
      List<BankAccount> fresh,
      List<UUID> freshIds,
      AccountMatching accountMatching) {
    Map<String, UUID> ids = new HashMap<>();
    Set<UUID> adopted = new HashSet<>();
    List<UUID> unlisted = new ArrayList<>();
    Map<UUID, List<UUID>> candidates = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (Row row : rows.values()) {
      ids.put(row.known().externalId(), row.known().accountId());
      if (row.adopted()) {
        adopted.add(row.known().accountId());
      }
      if (!row.superseded() && !row.known().gone() && !listed.contains(row.known().externalId())) {
        unlisted.add(row.known().accountId());
      }
    }
    for (int i = 0; i < fresh.size(); i++) {
      String external = fresh.get(i).externalId();
      UUID id = freshIds.get(i);
      ids.put(external, id);
      names.add(external);
      if (accountMatching.adopted().containsKey(external)) {
        adopted.add(id);
        unlisted.remove(id);
      }
      if (!listed.contains(external)) {
        unlisted.add(id);
      }
      if (accountMatching.candidates().containsKey(external)) {
        candidates.put(id, accountMatching.candidates().get(external));
      }
    }
    return new RecognisedAccounts(ids, names, List.copyOf(unlisted), adopted, candidates);
  }
}
